package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * InverseActivation as a class of Python: ours, in {@code scripts/inverse_activation.py}, and the
 * first one, {@code InverseActivation(activation_layer=None, data_format='channels_last')}, whose
 * default activation is a ReLU that ends at 1.
 */
final class InverseActivationClass {
  static final String REGISTERED_NAME = "inverse_activation>InverseActivation";

  private InverseActivationClass() {}

  /** The configuration of either class as ours is written; any other layer's as it is. */
  static JsonNode normalize(JsonNode layer) {
    JsonNode config = layer.path("config");
    if (!layer.path("class_name").asText().matches("(.*>)?InverseActivation")
        || !config.isObject()
        || config.has("activation") && !config.has("activation_layer")) {
      return layer;
    }
    ObjectNode ours = Json.layer(null, "InverseActivation");
    ours.put("registered_name", REGISTERED_NAME);
    ObjectNode options = ((ObjectNode) config).deepCopy();
    JsonNode activation = options.remove("activation_layer");
    options.set("activation", function(activation));
    ours.set("config", options);
    return ours;
  }

  private static JsonNode function(JsonNode activation) {
    if (activation == null || activation.isNull()) {
      ObjectNode clipped = Json.layer("keras.layers", "ReLU");
      ((ObjectNode) clipped.get("config")).put("max_value", 1.0);
      return clipped;
    }
    return activation.path("class_name").asText().equals("Activation")
        ? activation.path("config").path("activation")
        : activation;
  }
}
