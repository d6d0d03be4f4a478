package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.topology.Names;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What the default signature calls a model's outputs.
 *
 * <p>An output that somebody named, in Java by {@code new Dense(1).name("amount")}, has that name,
 * as in what {@code predict} returns. Whatever a layer was called for want of a name says nothing,
 * so such an output is {@code output_0}, {@code output_1} and so on by its place, which is how
 * Keras's export calls all outputs of a list.
 */
final class OutputNames {
  private OutputNames() {}

  /** Keras's names of the outputs: those of a dict, or numbers. */
  static List<String> byPlace(Network network) {
    if (network.outputStructure().hasNames()) {
      return network.outputNames();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < network.outputs().size(); i++) {
      names.add("output_" + i);
    }
    return names;
  }

  /** The names that were given, and Keras's for the others. */
  static List<String> of(Network network) {
    List<String> predicted = network.outputNames();
    List<String> names = byPlace(network);
    if (names.equals(predicted)) {
      return names;
    }
    for (int i = 0; i < names.size(); i++) {
      if (isGiven(network, network.outputs().get(i))) {
        names.set(i, predicted.get(i));
      }
    }
    // Somebody may have named the first output output_1.
    return new HashSet<>(names).size() == names.size() ? names : byPlace(network);
  }

  private static boolean isGiven(Network network, int value) {
    Node producer = network.producer(value);
    if (producer == null) {
      return !isNumbered(network.valueName(value), "input_layer");
    }
    Layer layer = producer.layer().layer();
    String name = producer.layer().name();
    return layer instanceof NetworkLayer
        ? !isNumbered(name, "sequential") && !isNumbered(name, "functional")
        : !isNumbered(name, Names.snakeCase(layer.getClass().getSimpleName()));
  }

  /** Whether a name is what a model makes of a class's. */
  private static boolean isNumbered(String name, String base) {
    return name.equals(base)
        || name.startsWith(base + "_") && name.substring(base.length() + 1).matches("\\d{1,9}");
  }
}
