package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.topology.Names;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Writes a network's topology, and says where its weights go. */
final class ModelWriter {
  private final KerasConfig codec;
  private final boolean customLayer;

  ModelWriter(KerasOptions options) {
    this.codec = new KerasConfig(options.types());
    this.customLayer = options.customLayer();
  }

  /**
   * The configuration of a model.
   *
   * @param chain whether to write a Sequential, which a chain of different layers can be
   */
  ObjectNode write(Network network, boolean chain) {
    return chain && network.layers().size() == network.nodes().size()
        ? sequential(network)
        : functional(network);
  }

  private ObjectNode sequential(Network network) {
    NetworkInput input = network.inputs().get(0);
    ObjectNode model = Json.layer("keras", "Sequential");
    ObjectNode config = (ObjectNode) model.get("config");
    config.put("name", network.name());
    ArrayNode layers = config.putArray("layers");
    layers.add(Json.inputLayer(input.name(), input.shape()));
    for (Node node : network.nodes()) {
      layers.add(layer(node.layer(), node.inputShapes().get(0)));
    }
    config.set("build_input_shape", Json.shape(input.shape()));
    return model;
  }

  private ObjectNode functional(Network network) {
    FunctionalConfig model = new FunctionalConfig(network);
    for (PlacedLayer placed : network.layers()) {
      Node first =
          network.nodes().stream().filter(node -> node.layer() == placed).findFirst().orElseThrow();
      model.add(placed, layer(placed, first.inputShapes().get(0)));
    }
    return model.finish();
  }

  private ObjectNode layer(PlacedLayer placed, Shape input) {
    ObjectNode own = codec.writeLayer(placed.layer().trainable(placed.trainable()), placed.name());
    return isModel(placed)
        ? InverseActivationModel.write(own.get("config"), placed.name(), input)
        : own;
  }

  /** The model has no place for a layer's weights. */
  private boolean isModel(PlacedLayer placed) {
    return placed.layer() instanceof InverseActivation
        && placed.weights().isEmpty()
        && !customLayer;
  }

  /** The group of each layer in a file of weights: named by class, counted class by class. */
  List<String> groups(Network network) {
    Names names = new Names();
    List<String> groups = new ArrayList<>();
    for (PlacedLayer placed : network.layers()) {
      String className = isModel(placed) ? "Functional" : codec.className(placed.layer());
      groups.add("layers/" + names.next(className));
    }
    return groups;
  }
}
