package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.activations.FormerHardSigmoid;
import io.github.inverseactivation.layers.Layer;
import java.util.Optional;
import org.tensorflow.framework.activations.Activation;

/**
 * Configurations of former versions of Keras as today's would write what they mean, one object at a
 * time. The page of the package that reads files, {@code saving.keras}, has the table.
 */
final class FormerConfig {
  /** A truncated normal distribution's standard deviation, where the whole one's is 1. */
  private static final double TRUNCATED = 0.87962566103423978;

  private FormerConfig() {}

  /** The activation of a name that today's Keras has for another function. */
  static Optional<Activation> activation(KerasVersion version, String name) {
    return version.isBefore(3, 0) && name.equals("hard_sigmoid")
        ? Optional.of(new FormerHardSigmoid())
        : Optional.empty();
  }

  /** The configuration in today's terms; the same object where it is in them already. */
  static JsonNode modern(KerasVersion version, JsonNode node, Class<?> kind) {
    if (!node.isObject()) {
      return node;
    }
    JsonNode modern = node;
    if (version.isBefore(2, 0)) {
      modern = kind == Layer.class ? Keras1Config.layer(node) : Keras1Config.plain(node);
    }
    if (!(modern.path("config") instanceof ObjectNode)) {
      return modern;
    }
    return switch (Aliases.className(modern.path("class_name").asText())) {
      case "GRU", "GRUCell" ->
          version.isBefore(3, 0) ? withDefault(modern, "reset_after", false) : modern;
      case "CuDNNGRU" -> cudnn(modern, "GRU");
      case "CuDNNLSTM" -> cudnn(modern, "LSTM");
      case "ThresholdedReLU" -> thresholded(modern);
      case "VarianceScaling" -> varianceScaling(version, modern);
      default -> modern;
    };
  }

  private static JsonNode withDefault(JsonNode node, String key, boolean value) {
    if (node.get("config").has(key)) {
      return node;
    }
    ObjectNode changed = ((ObjectNode) node).deepCopy();
    ((ObjectNode) changed.get("config")).put(key, value);
    return changed;
  }

  /** Layers that only a graphics card computed, and the same function without them. */
  private static JsonNode cudnn(JsonNode node, String className) {
    ObjectNode changed = ((ObjectNode) node).deepCopy();
    changed.put("class_name", className);
    ObjectNode config = (ObjectNode) changed.get("config");
    config.put("activation", "tanh").put("recurrent_activation", "sigmoid");
    if (className.equals("GRU")) {
      config.put("reset_after", true);
    }
    return changed;
  }

  private static JsonNode thresholded(JsonNode node) {
    ObjectNode changed = ((ObjectNode) node).deepCopy();
    changed.put("class_name", "ReLU");
    ObjectNode config = (ObjectNode) changed.get("config");
    JsonNode theta = config.remove("theta");
    if (theta == null) {
      config.put("threshold", 1.0);
    } else {
      config.set("threshold", theta);
    }
    return changed;
  }

  /** "normal" was truncated; before 2.2, without regard to what that does to the deviation. */
  private static JsonNode varianceScaling(KerasVersion version, JsonNode node) {
    if (!node.path("config").path("distribution").asText("normal").equals("normal")) {
      return node;
    }
    ObjectNode changed = ((ObjectNode) node).deepCopy();
    ObjectNode config = (ObjectNode) changed.get("config");
    config.put("distribution", "truncated_normal");
    if (version.isBefore(2, 2)) {
      config.put("scale", config.path("scale").asDouble(1) * TRUNCATED * TRUNCATED);
    }
    return changed;
  }
}
