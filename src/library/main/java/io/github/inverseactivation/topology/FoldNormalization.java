package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.ChannelAffine;
import io.github.inverseactivation.layers.ChannelScalable;
import io.github.inverseactivation.layers.Phase;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds where a batch normalization follows a convolution that nothing else reads, so that
 * prediction can make it part of the convolution's weights.
 *
 * <p>Why that is exact but for rounding: at inference the normalization is a x + s with numbers a
 * and s for each channel, and a (k * x + b) + s = (a k) * x + (a b + s).
 */
final class FoldNormalization {
  private final Map<Node, Node> normalizations = new IdentityHashMap<>();
  private final Set<Node> folded = Collections.newSetFromMap(new IdentityHashMap<>());

  private FoldNormalization() {}

  /** Changes nothing. */
  static FoldNormalization nowhere() {
    return new FoldNormalization();
  }

  static FoldNormalization in(Network network) {
    FoldNormalization found = new FoldNormalization();
    Uses uses = new Uses(network);
    for (Node node : network.nodes()) {
      Node before = uses.onlySource(node);
      if (before != null
          && node.phase() != Phase.TRAINING
          && node.layer().layer() instanceof ChannelAffine affine
          && affine.isAffineInLastAxis(node.inputShapes().get(0))
          && before.layer().layer() instanceof ChannelScalable scalable
          && scalable.isChannelScalable()) {
        found.normalizations.put(before, node);
        found.folded.add(node);
      }
    }
    return found;
  }

  /** The normalization that becomes part of this convolution, or null. */
  Node normalizationOf(Node convolution) {
    return normalizations.get(convolution);
  }

  /** Whether a node is part of the one before it and has nothing left to do. */
  boolean isFolded(Node node) {
    return folded.contains(node);
  }
}
