package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a model is compiled with, as whole models in {@code .h5} and Keras 2 note it, turned into
 * Keras 3's {@code compile_config}.
 */
final class FormerTraining {
  private static final String OPTIMIZER = "optimizer_config";
  private static final String CLASS = "class_name";

  private FormerTraining() {}

  /** The settings in Keras 3's notation. */
  static JsonNode modern(JsonNode settings) {
    JsonNode modern = part(settings);
    if (modern instanceof ObjectNode object) {
      JsonNode former = object.remove(OPTIMIZER);
      object.set("optimizer", former == null ? object.path("optimizer") : former);
    }
    return modern;
  }

  private static JsonNode part(JsonNode former) {
    if (former.isArray()) {
      ArrayNode modern = JsonNodeFactory.instance.arrayNode();
      former.forEach(each -> modern.add(part(each)));
      return modern;
    }
    if (!former.isObject()) {
      return former;
    }
    ObjectNode modern = JsonNodeFactory.instance.objectNode();
    former.properties().forEach(each -> modern.set(each.getKey(), part(each.getValue())));
    if (!modern.path(CLASS).asText().equals(CompileConfig.WRAPPED_METRIC)
        && modern.get("config") instanceof ObjectNode config) {
      config.remove("fn"); // which the class says already
    }
    if (modern.path("reduction").asText().equals("auto")) {
      modern.put("reduction", "sum_over_batch_size");
    }
    return modern;
  }
}
