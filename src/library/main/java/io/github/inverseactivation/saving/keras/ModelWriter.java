package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.operations.Operation;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.config.ModelCodec;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** Writes a network's topology, and says where its weights go. */
final class ModelWriter implements ModelCodec {
  private final KerasConfig codec;
  private final boolean customLayer;
  private final KerasVersion version;

  ModelWriter(KerasOptions options) {
    this.codec = new KerasConfig(options.types()).models(this);
    this.customLayer = options.customLayer();
    this.version = options.version();
  }

  /** The configuration of a model. */
  ObjectNode write(Network network) {
    return write(network, true);
  }

  /**
   * The configuration of a model.
   *
   * @param trainable false if the model is frozen as a whole
   */
  private ObjectNode write(Network network, boolean trainable) {
    Network expanded = network.expanded();
    return isSequential(network)
        ? sequential(expanded, trainable)
        : functional(expanded, trainable);
  }

  /**
   * A Sequential in Python cannot have one layer twice, or an operation. In the notation of
   * versions before 3.4 it cannot have a functional model either: that gives a list of one tensor.
   */
  private boolean isSequential(Network network) {
    return network.isSequential()
        && network.layers().size() == network.nodes().size()
        && network.layers().stream().noneMatch(each -> each.layer() instanceof Operation)
        && (!version.isBefore(3, 4)
            || network.expanded().layers().stream().noneMatch(this::isFunctional));
  }

  private ObjectNode sequential(Network network, boolean trainable) {
    NetworkInput input = network.inputs().get(0);
    ObjectNode model = Json.layer("keras", "Sequential");
    ObjectNode config = (ObjectNode) model.get("config");
    config.put("name", network.name());
    ArrayNode layers = config.putArray("layers");
    layers.add(Json.inputLayer(input.name(), input.shape(), input.dtype()));
    for (Node node : network.nodes()) {
      layers.add(layer(node.layer(), node.inputShapes().get(0), trainable));
    }
    config.set("build_input_shape", Json.shape(input.shape()));
    return model;
  }

  private ObjectNode functional(Network network, boolean trainable) {
    FunctionalConfig model = new FunctionalConfig(network, this::isFunctional);
    model.requireMasksOf(version);
    Map<PlacedLayer, Shape> firstInputs = new HashMap<>();
    network
        .nodes()
        .forEach(node -> firstInputs.putIfAbsent(node.layer(), node.inputShapes().get(0)));
    for (PlacedLayer placed : network.layers()) {
      model.add(placed, layer(placed, firstInputs.get(placed), trainable));
    }
    return model.finish();
  }

  private ObjectNode layer(PlacedLayer placed, Shape input, boolean trainable) {
    boolean trained = trainable && placed.trainable();
    if (placed.layer() instanceof NetworkLayer nested) {
      return nested(nested, placed.name(), trained);
    }
    if (placed.layer() instanceof Operation operation) {
      return OperationWriter.write(operation, placed.name());
    }
    ObjectNode own = codec.writeLayer(placed.layer().trainable(trained), placed.name());
    return isModel(placed)
        ? InverseActivationModel.write(own.get("config"), placed.name(), input)
        : own;
  }

  /** A frozen model's layers are frozen one by one: Python does not freeze a Sequential itself. */
  private ObjectNode nested(NetworkLayer layer, String name, boolean trainable) {
    ObjectNode model = write(layer.network(), trainable);
    ((ObjectNode) model.get("config")).put("name", name).put("trainable", trainable);
    return model;
  }

  private boolean isFunctional(PlacedLayer placed) {
    return placed.layer() instanceof NetworkLayer nested
        ? !isSequential(nested.network())
        : isModel(placed);
  }

  /** The model has no place for a layer's weights. */
  private boolean isModel(PlacedLayer placed) {
    return placed.layer() instanceof InverseActivation
        && placed.weights().isEmpty()
        && !customLayer;
  }

  /** The path of each weight in a file. */
  List<String> paths(Network network) {
    return WeightPaths.asWritten(this::className).of(network);
  }

  private String className(PlacedLayer placed) {
    Layer layer = placed.layer();
    if (layer instanceof NetworkLayer nested) {
      return isSequential(nested.network()) ? "Sequential" : "Functional";
    }
    if (layer instanceof Operation) {
      return "Operation"; // has no weights
    }
    return isModel(placed) ? "Functional" : codec.className(layer);
  }

  @Override
  public Optional<Layer> read(JsonNode node, KerasConfig plain) {
    return Optional.empty();
  }

  /** A model inside a layer, such as one that is applied to each step. */
  @Override
  public Optional<ObjectNode> write(Layer layer) {
    return layer instanceof NetworkLayer nested
        ? Optional.of(
            nested(
                nested,
                nested.name() == null ? nested.network().name() : nested.name(),
                nested.isTrainable()))
        : Optional.empty();
  }
}
