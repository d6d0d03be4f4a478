package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.BiasIgnoring;
import io.github.inverseactivation.layers.ChannelScalable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds where a batch normalization follows a convolution that nothing else reads and that is
 * called once, so that training need not add the convolution's bias.
 *
 * <p>Why that is exact but for rounding: with x + b the batch's mean is that of x plus b, and its
 * variance that of x, so (x + b - mean(x + b)) / deviation(x + b) = (x - mean(x)) / deviation(x).
 * What comes out does not depend on b: its gradient is zero, and rounding noise where it is
 * computed. The mean that the moving average follows is mean(x) + b.
 *
 * <p>It takes away two passes over memory, one forward and one backward. Keras's applications have
 * such biases.
 */
final class DropBias {
  private final Map<Node, Node> convolutions = new IdentityHashMap<>();
  private final Set<Node> unbiased = Collections.newSetFromMap(new IdentityHashMap<>());

  private DropBias() {}

  /** Changes nothing. */
  static DropBias nowhere() {
    return new DropBias();
  }

  static DropBias in(Network network) {
    DropBias found = new DropBias();
    Uses uses = new Uses(network);
    for (Node node : network.nodes()) {
      Node before = uses.onlySource(node);
      if (before != null
          && node.layer().trainable()
          && node.layer().layer() instanceof BiasIgnoring ignoring
          && ignoring.ignoresBias(node.inputShapes().get(0))
          && before.layer().layer() instanceof ChannelScalable scalable
          && scalable.isChannelScalable()
          && network.nodes().stream().filter(n -> n.layer() == before.layer()).count() == 1) {
        found.convolutions.put(node, before);
        found.unbiased.add(before);
      }
    }
    return found;
  }

  /** Whether a convolution's bias is left out. */
  boolean isUnbiased(Node convolution) {
    return unbiased.contains(convolution);
  }

  /** The convolution before this normalization whose bias was left out, or null. */
  Node convolutionOf(Node normalization) {
    return convolutions.get(normalization);
  }
}
