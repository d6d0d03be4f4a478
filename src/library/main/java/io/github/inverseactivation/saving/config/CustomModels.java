package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Models of a Python program's own classes, where the reader was told that they are plain ones. */
final class CustomModels {
  private CustomModels() {}

  /** The configuration with {@code Functional} or {@code Sequential} in place of their classes. */
  static JsonNode plain(JsonNode model, KerasTypes types) {
    if (types.hasNoModels()) {
      return model;
    }
    JsonNode plain = model.deepCopy();
    replace(plain, types);
    return plain;
  }

  private static void replace(JsonNode node, KerasTypes types) {
    JsonNode config = node.path("config");
    if (node instanceof ObjectNode object
        && node.path("class_name").isTextual()
        && types.isModel(ObjectName.ofClass(node))) {
      object.set(KerasConfig.PYTHON_CLASS, object.get("class_name"));
      object.put("class_name", config.has("output_layers") ? "Functional" : "Sequential");
      object.remove("registered_name");
      object.remove("module");
    }
    JsonNode inner = config.path("layer"); // of a wrapper
    if (inner.isObject()) {
      replace(inner, types);
    }
    for (JsonNode layer : config.isArray() ? config : config.path("layers")) {
      replace(layer, types);
    }
  }
}
