package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.topology.Network;
import java.util.List;
import java.util.Objects;

/**
 * What a file of Keras holds of a model.
 *
 * @param network its topology
 * @param weights its weights, in the order of {@link Network#weights()}
 * @param training how it is trained, or null
 */
public record KerasModel(Network network, List<Array> weights, KerasTraining training) {

  /**
   * Keeps a copy of the list.
   *
   * @param network its topology
   * @param weights its weights
   * @param training how it is trained, or null
   * @throws IllegalArgumentException if there are more or fewer weights than the network has
   */
  public KerasModel {
    Objects.requireNonNull(network, "network");
    weights = List.copyOf(weights);
    if (weights.size() != network.weights().size()) {
      throw new IllegalArgumentException(
          "expected " + network.weights().size() + " weights, got " + weights.size());
    }
  }
}
