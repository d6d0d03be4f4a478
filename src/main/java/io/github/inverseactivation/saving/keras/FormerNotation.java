package io.github.inverseactivation.saving.keras;

import static java.util.Map.entry;

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

  /** Keras's operations for TensorFlow's functions. */
  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          entry("__operators__.add", "Add"),
          entry("math.add", "Add"),
          entry("math.subtract", "Subtract"),
          entry("math.multiply", "Multiply"),
          entry("math.divide", "TrueDivide"),
          entry("math.truediv", "TrueDivide"),
          entry("math.maximum", "Maximum"),
          entry("math.minimum", "Minimum"),
          entry("math.negative", "Negative"),
          entry("math.exp", "Exp"),
          entry("math.sigmoid", "Sigmoid"),
          entry("math.softplus", "Softplus"),
          entry("math.tanh", "Tanh"),
          entry("nn.relu", "Relu"),
          entry("nn.relu6", "Relu6"),
          entry("nn.selu", "Selu"),
          entry("nn.silu", "Silu"),
          entry("nn.softmax", "Softmax"),
          entry("nn.softsign", "Softsign"),
          entry("concat", "Concatenate"));

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
    former.forEach(call -> calls.add(call.isArray() ? call(call) : call));
    if (node.path("class_name").asText().equals("TFOpLambda")) {
      operation(node);
    }
  }

  private static ObjectNode call(JsonNode former) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    ArrayNode arguments = call.putArray("args");
    ObjectNode named = call.putObject("kwargs");
    boolean one = former.path(0).isTextual();
    ArrayNode tensors = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : one ? JsonNodeFactory.instance.arrayNode().add(former) : former) {
      tensors.add(tensor(each));
      each.path(3)
          .properties()
          .forEach(option -> named.set(option.getKey(), value(option.getValue())));
    }
    arguments.add(tensors.size() == 1 ? tensors.get(0) : tensors);
    return call;
  }

  private static JsonNode tensor(JsonNode former) {
    if (former.path(0).asText().equals(NUMBER)) {
      return former.path(2);
    }
    ArrayNode place = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < Math.min(3, former.size()); i++) {
      place.add(former.get(i));
    }
    ObjectNode tensor = JsonNodeFactory.instance.objectNode();
    tensor.put("class_name", "__keras_tensor__");
    tensor
        .putObject("config")
        .set("keras_history", TensorPlace.of(place.isEmpty() ? former : place).json());
    return tensor;
  }

  /** An argument given by name: tensors in it are places. */
  private static JsonNode value(JsonNode former) {
    if (TensorPlace.isPlace(former) && former.size() <= 4) {
      return tensor(former);
    }
    if (!former.isArray()) {
      return former;
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    former.forEach(each -> values.add(value(each)));
    return values;
  }

  private static void operation(ObjectNode node) {
    String function = node.path("config").path("function").asText();
    node.put("module", MaskOperations.MODULE + "numpy");
    node.put("class_name", OPERATIONS.getOrDefault(function, function));
    for (JsonNode call : node.path("inbound_nodes")) {
      ObjectNode named = (ObjectNode) call.get("kwargs");
      JsonNode second = named.get("y");
      if (second != null) {
        ((ArrayNode) call.get("args")).add(second);
      }
      JsonNode axis = named.get("axis");
      if (axis != null && !axis.isNull()) {
        ((ObjectNode) node.get("config")).set("axis", axis);
      }
      named.removeAll();
    }
  }
}
