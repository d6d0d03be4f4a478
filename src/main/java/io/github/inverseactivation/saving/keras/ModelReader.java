package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.topology.Names;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Reads a network's topology, and learns where its weights are. */
final class ModelReader {

  /**
   * What was read.
   *
   * @param chain whether it is a Sequential
   * @param network the topology
   * @param groups the group of each layer in a file of weights
   */
  record Topology(boolean chain, Network network, List<String> groups) {}

  private final KerasConfig codec;

  ModelReader(KerasConfig codec) {
    this.codec = codec;
  }

  Topology read(JsonNode model) {
    String className = model.path("class_name").asText();
    if (className.equals("Sequential")) {
      return new Chain().read(model);
    }
    if (isFunctional(className)) {
      return new FunctionalReader(this::layer).read(model.path("config"));
    }
    throw new IllegalArgumentException(
        className.isEmpty()
            ? "config.json describes no model: class_name is missing"
            : "the model is of the class '"
                + className
                + "', expected Sequential or Functional: a model with code of its own cannot be read");
  }

  /** The class that names a layer's group of weights, whatever package a custom class has. */
  static String groupName(String className) {
    String plain = className.substring(className.indexOf('>') + 1);
    return isFunctional(plain) ? "Functional" : plain;
  }

  private static boolean isFunctional(String className) {
    return className.equals("Functional") || className.equals("Model");
  }

  /** One layer, or a model that stands for one. */
  private Layer layer(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("expected a layer, found " + Json.excerpt(node));
    }
    if (isFunctional(node.path("class_name").asText())) {
      return InverseActivationModel.read(node, codec)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "layer '"
                          + node.path("config").path("name").asText()
                          + "' is a functional model: inside another model only InverseActivation"
                          + " can be read as one"));
    }
    if (node.path("class_name").asText().equals("Sequential")) {
      throw new IllegalArgumentException(
          "layer '"
              + node.path("config").path("name").asText()
              + "' is a Sequential inside a functional model, which cannot be read");
    }
    return codec.readLayer(InverseActivationClass.normalize(node));
  }

  /** A Sequential; one inside another becomes part of the outer chain. */
  private final class Chain {
    private final List<Layer> layers = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private NetworkInput input;

    Topology read(JsonNode model) {
      JsonNode config = model.path("config");
      add(config, "layers/", true);
      if (input == null) {
        Shape shape =
            Json.shape(config.path("build_input_shape"))
                .or(() -> Json.shape(model.path("build_config").path("input_shape")))
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "the input's shape is not in the file: build the model before saving"
                                + " it"));
        input = new NetworkInput("input_layer", shape);
      }
      String name = config.path("name").asText("sequential");
      return new Topology(true, Network.chain(name, input, layers), groups);
    }

    private void add(JsonNode config, String prefix, boolean trainable) {
      JsonNode nodes = config.isArray() ? config : config.path("layers"); // a list in old files
      Names counters = new Names();
      for (JsonNode node : nodes) {
        String className = node.path("class_name").asText();
        if (className.equals("InputLayer")) {
          JsonNode options = node.path("config");
          Json.batchShape(options).ifPresent(shape -> begin(options, shape));
          continue;
        }
        String group = prefix + counters.next(groupName(className));
        boolean trained = trainable && node.path("config").path("trainable").asBoolean(true);
        if (className.equals("Sequential")) {
          add(node.path("config"), group + "/layers/", trained);
        } else {
          Optional<Shape> shape = Json.batchShape(node.path("config"));
          shape.ifPresent(known -> begin(Json.nothing(), known));
          layers.add(unique(trained ? layer(node) : layer(node).trainable(false), group));
          groups.add(group);
        }
      }
    }

    /** Only the first layer of all says what goes in. */
    private void begin(JsonNode options, Shape shape) {
      if (input == null && layers.isEmpty()) {
        input = new NetworkInput(options.path("name").asText("input_layer"), shape);
      }
    }

    /** Two models may each have a layer of one name. */
    private Layer unique(Layer layer, String group) {
      if (layer.name() == null || names.add(layer.name())) {
        return layer;
      }
      String longer = group.replace("layers/", "").replace('/', '.');
      if (!names.add(longer)) {
        throw new IllegalArgumentException("two layers are called '" + layer.name() + "'");
      }
      return layer.name(longer);
    }
  }
}
