package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.topology.Network;
import java.util.List;
import java.util.Objects;

/**
 * What a file of Keras holds of a model.
 *
 * @param network its topology
 * @param weights its weights, in the order of {@link Network#weights()}; null where the file has
 *     none
 * @param training how it is trained, or null
 * @param paths where Python keeps each weight in files, by the names of its own classes; null where
 *     that is not known
 */
public record KerasModel(
    Network network, List<Array> weights, KerasTraining training, List<String> paths) {

  /**
   * Keeps copies of the lists.
   *
   * @param network its topology
   * @param weights its weights, or null
   * @param training how it is trained, or null
   * @param paths where Python keeps each weight in files, or null
   * @throws IllegalArgumentException if there are more or fewer weights than the network has
   */
  public KerasModel {
    Objects.requireNonNull(network, "network");
    weights = weights == null ? null : List.copyOf(weights);
    paths = paths == null ? null : List.copyOf(paths);
    if (weights != null && weights.size() != network.weights().size()) {
      throw new IllegalArgumentException(
          "expected " + network.weights().size() + " weights, got " + weights.size());
    }
  }
}
