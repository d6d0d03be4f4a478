package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.activations.FormerHardSigmoid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.framework.activations.Activation;

/**
 * Activations that Keras 3 has no name for, as it takes them: a Sequential of layers that compute
 * the function, in the activation's place.
 */
final class FunctionAsLayers {
  private static final String SEQUENTIAL = "Sequential";
  private static final double SLOPE = 0.2;
  private static final double OFFSET = 0.5;

  private FunctionAsLayers() {}

  /** The layers of a function; empty for one that is written otherwise. */
  static Optional<ObjectNode> write(Object object) {
    if (!(object instanceof FormerHardSigmoid)) {
      return Optional.empty();
    }
    ObjectNode model = node("keras", SEQUENTIAL, "hard_sigmoid");
    ArrayNode layers = ((ObjectNode) model.get("config")).putArray("layers");
    ObjectNode line = node("keras.layers", "Rescaling", "line");
    ((ObjectNode) line.get("config"))
        .put("dtype", "float32")
        .put("scale", SLOPE)
        .put("offset", OFFSET);
    ObjectNode ends = node("keras.layers", "ReLU", "ends");
    ((ObjectNode) ends.get("config"))
        .put("dtype", "float32")
        .put("max_value", 1.0)
        .put("negative_slope", 0.0)
        .put("threshold", 0.0);
    layers.add(line).add(ends);
    return Optional.of(model);
  }

  private static ObjectNode node(String module, String className, String name) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("module", module).put("class_name", className);
    node.putObject("config").put("name", name);
    node.putNull("registered_name");
    return node;
  }

  static boolean isModel(JsonNode node) {
    return node.path("class_name").asText().equals(SEQUENTIAL);
  }

  /** The function that layers compute; empty where it has no class here. */
  static Optional<Activation> read(JsonNode model) {
    List<JsonNode> layers = new ArrayList<>();
    model.path("config").path("layers").forEach(layers::add);
    layers.removeIf(layer -> layer.path("class_name").asText().equals("InputLayer"));
    if (layers.size() != 2
        || !layers.get(0).path("class_name").asText().equals("Rescaling")
        || !layers.get(1).path("class_name").asText().equals("ReLU")) {
      return Optional.empty();
    }
    JsonNode line = layers.get(0).path("config");
    JsonNode ends = layers.get(1).path("config");
    boolean former =
        line.path("scale").asDouble() == SLOPE
            && line.path("offset").asDouble() == OFFSET
            && ends.path("max_value").asDouble() == 1
            && ends.path("negative_slope").asDouble() == 0
            && ends.path("threshold").asDouble() == 0;
    return former ? Optional.of(new FormerHardSigmoid()) : Optional.empty();
  }
}
