package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Masking;
import io.github.inverseactivation.layers.merging.MergingLayer;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where a network has masks, and where layers merge several. */
final class MergedMasks {
  /** A mask is [batch, time], for a value that has features besides. */
  private static final int LEAST_RANK = 3;

  private MergedMasks() {}

  /** Whether some layer makes a mask. */
  static boolean makesMasks(Network network) {
    return network.layers().stream().map(PlacedLayer::layer).anyMatch(MergedMasks::makesMask);
  }

  private static boolean makesMask(Layer layer) {
    return layer instanceof NetworkLayer nested
        ? makesMasks(nested.network())
        : layer instanceof Masking || layer instanceof Embedding embedding && embedding.masksZero();
  }

  /**
   * The first layer that merges inputs whose masks may differ, in another way than a version of
   * Keras. Where all inputs have one and the same mask, every version hands that on.
   *
   * @param former whether the version is from before 3.4
   */
  static Optional<Layer> mergedOtherwise(Network network, boolean former) {
    Map<Integer, String> masks = new HashMap<>(); // which mask a value has, by what it was made of
    for (Node node : network.nodes()) {
      Layer layer = node.layer().layer();
      List<String> found = new ArrayList<>();
      node.inputs().forEach(value -> found.add(masks.get(value)));
      boolean reached = found.stream().anyMatch(Objects::nonNull);
      boolean one = Set.copyOf(found.stream().map(String::valueOf).toList()).size() == 1;
      if (reached
          && !one
          && layer instanceof MergingLayer<?> merging
          && merging.needsAllMasks() != former) {
        return Optional.of(layer);
      }
      if (reached || makesMask(layer)) {
        String own =
            layer instanceof Embedding
                ? "zeros of " + node.inputs()
                : "made by " + node.firstOutput();
        boolean kept = one || !(layer instanceof MergingLayer<?>) && found.get(0) != null;
        String mask =
            makesMask(layer) ? own : kept ? found.get(0) : "merged by " + node.firstOutput();
        for (int i = 0; i < node.outputShapes().size(); i++) {
          if (node.outputShapes().get(i).numDimensions() >= LEAST_RANK) {
            masks.put(node.firstOutput() + i, mask);
          }
        }
      }
    }
    return Optional.empty();
  }
}
