package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Functional models as Keras 2 noted them, turned into Keras 3's notation: {@code [["x", 0, 0,
 * {}]]} for a call is {@code {"args": [T], "kwargs": {}}}, and TensorFlow's functions among the
 * layers are Keras's operations.
 */
final class FormerNotation {
  /** Stands in a tensor's place where a function was called with a number. */
  private static final String NUMBER = "_CONSTANT_VALUE";

  private FormerNotation() {}

  /** Whether a functional model, or a part of it, is noted so. */
  static boolean isUsedIn(JsonNode config) {
    for (JsonNode node : config.path("layers")) {
      if (node.path("inbound_nodes").path(0).isArray()) {
        return true;
      }
    }
    return false;
  }

  /** The model in Keras 3's notation; the same object if it is in it already. */
  static JsonNode modern(JsonNode config) {
    if (!isUsedIn(config)) {
      return config;
    }
    ObjectNode modern = ((ObjectNode) config).deepCopy();
    for (JsonNode node : modern.path("layers")) {
      if (node.path("inbound_nodes").path(0).isArray()) {
        calls((ObjectNode) node);
      }
    }
    return modern;
  }

  private static void calls(ObjectNode node) {
    JsonNode former = node.get("inbound_nodes");
    ArrayNode calls = node.putArray("inbound_nodes");
    String name = node.path("name").asText();
    boolean operation = FormerOperation.CLASSES.contains(node.path("class_name").asText());
    former.forEach(call -> calls.add(call.isArray() ? call(name, call, operation) : call));
    if (operation) {
      FormerOperation.turn(node);
    }
  }

  /**
   * A call.
   *
   * @param keepsLists whether a list of one is a list, and not what is in it
   */
  private static ObjectNode call(String name, JsonNode former, boolean keepsLists) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    ArrayNode arguments = call.putArray("args");
    ObjectNode named = call.putObject("kwargs");
    boolean one = former.path(0).isTextual();
    ArrayNode tensors = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : one ? JsonNodeFactory.instance.arrayNode().add(former) : former) {
      tensors.add(tensor(each));
      each.path(3).properties().forEach(option -> option(name, named, option));
    }
    arguments.add(one || tensors.size() == 1 && !keepsLists ? tensors.get(0) : tensors);
    return call;
  }

  /** An argument by name, which stands behind each tensor of a list. */
  private static void option(String name, ObjectNode named, Map.Entry<String, JsonNode> option) {
    JsonNode value = value(option.getValue());
    JsonNode before = named.get(option.getKey());
    if (before != null && !before.equals(value)) {
      throw new IllegalArgumentException(
          "layer '" + name + "' is given the argument '" + option.getKey() + "' in two ways");
    }
    named.set(option.getKey(), value);
  }

  private static JsonNode tensor(JsonNode former) {
    boolean known = former.size() == 3 || former.size() == 4 && former.path(3).isObject();
    if (!former.isArray() || !known) {
      throw new IllegalArgumentException(
          "a layer is called with "
              + Json.excerpt(former)
              + ", expected [layer, call, output, options]");
    }
    if (former.path(0).asText().equals(NUMBER)) {
      return former.path(2);
    }
    ArrayNode place = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 3; i++) {
      place.add(former.get(i));
    }
    ObjectNode tensor = JsonNodeFactory.instance.objectNode();
    tensor.put("class_name", "__keras_tensor__");
    tensor.putObject("config").set("keras_history", TensorPlace.of(place).json());
    return tensor;
  }

  /** An argument given by name: tensors in it are places. */
  private static JsonNode value(JsonNode former) {
    if (TensorPlace.isPlace(former) && former.size() <= 4) {
      return tensor(former);
    }
    if (former.isArray()) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      former.forEach(each -> values.add(value(each)));
      return values;
    }
    if (former.isObject()) {
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      former.properties().forEach(each -> values.set(each.getKey(), value(each.getValue())));
      return values;
    }
    return former;
  }
}
