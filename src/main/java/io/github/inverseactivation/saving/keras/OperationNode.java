package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;

/**
 * What {@code x + y} and {@code x / 255.0} are in the file of a functional model: operations among
 * the layers, called with tensors and numbers. Those that a layer computes as well are read as that
 * layer; a fixed table says which, and nothing else is read.
 */
final class OperationNode {
  private static final String MODULE = "keras.src.ops.";

  /** Operations on two tensors, which the layers of these names do to tensors of one rank. */
  private static final Set<String> MERGING =
      Set.of("Add", "Subtract", "Multiply", "Maximum", "Minimum");

  /** Operations on one tensor which are activations, and those with the options of a layer. */
  private static final Set<String> ACTIVATIONS =
      Set.of("Relu", "Relu6", "Sigmoid", "Silu", "Softplus", "Softsign", "Tanh", "Selu", "Exp");

  private static final Set<String> LAYERS = Set.of("Softmax", "Concatenate");

  /** {@code scale x + offset}. */
  private record Line(double scale, double offset) {}

  /** An operation on a tensor x and a number c, in that order. */
  private static final Map<String, DoubleFunction<Line>> TENSOR_AND_NUMBER =
      Map.of(
          "Add", c -> new Line(1, c),
          "Subtract", c -> new Line(1, -c),
          "Multiply", c -> new Line(c, 0),
          "Divide", c -> new Line(1 / c, 0),
          "TrueDivide", c -> new Line(1 / c, 0));

  /** An operation on a number c and a tensor x, in that order. */
  private static final Map<String, DoubleFunction<Line>> NUMBER_AND_TENSOR =
      Map.of(
          "Add", c -> new Line(1, c),
          "Subtract", c -> new Line(-1, c),
          "Multiply", c -> new Line(c, 0));

  private final JsonNode node;
  private final String operation;
  private final JsonNode call;

  private OperationNode(JsonNode node) {
    this.node = node;
    this.operation = node.path("class_name").asText();
    this.call = node.path("inbound_nodes").path(0);
  }

  /**
   * The layer that computes the same, called with the tensors alone; anything that is no operation
   * as it is.
   *
   * @throws IllegalArgumentException if no layer computes the same
   */
  static JsonNode asLayer(JsonNode node) {
    return node.path("module").asText().startsWith(MODULE) ? new OperationNode(node).layer() : node;
  }

  private JsonNode layer() {
    JsonNode arguments = call.path("args");
    if (!arguments.isArray() || node.path("inbound_nodes").size() != 1) {
      throw refused();
    }
    if (arguments.size() == 1) {
      return unary(arguments.get(0));
    }
    if (arguments.size() != 2) {
      throw refused();
    }
    JsonNode first = arguments.get(0);
    JsonNode second = arguments.get(1);
    if (isTensor(first) && isTensor(second)) {
      return merging(first, second);
    }
    boolean tensorFirst = isTensor(first);
    double number = number(tensorFirst ? second : first).orElseThrow(this::refused);
    JsonNode tensor = tensorFirst ? first : second;
    if (operation.equals("Maximum") && number == 0) {
      return called("ReLU", tensor);
    }
    DoubleFunction<Line> line =
        (tensorFirst ? TENSOR_AND_NUMBER : NUMBER_AND_TENSOR).get(operation);
    if (line == null || !isTensor(tensor)) {
      throw refused();
    }
    return rescaling(line.apply(number), tensor);
  }

  private JsonNode unary(JsonNode argument) {
    if (operation.equals("Negative")) {
      return rescaling(new Line(-1, 0), argument);
    }
    if (LAYERS.contains(operation)) {
      ObjectNode layer = called(operation, argument);
      if (node.path("config").has("axis")) {
        ((ObjectNode) layer.get("config")).set("axis", node.path("config").get("axis"));
      }
      return layer;
    }
    if (!ACTIVATIONS.contains(operation)) {
      throw refused();
    }
    ObjectNode layer = called("Activation", argument);
    String name = operation.equals("Exp") ? "exponential" : operation.toLowerCase(Locale.ROOT);
    ((ObjectNode) layer.get("config")).put("activation", name);
    return layer;
  }

  private JsonNode merging(JsonNode first, JsonNode second) {
    if (!MERGING.contains(operation)) {
      throw refused();
    }
    ArrayNode both = JsonNodeFactory.instance.arrayNode().add(first).add(second);
    return called(operation, both);
  }

  private JsonNode rescaling(Line line, JsonNode tensor) {
    if (!Double.isFinite(line.scale()) || !Double.isFinite(line.offset())) {
      throw refused();
    }
    ObjectNode layer = called("Rescaling", tensor);
    ObjectNode config = (ObjectNode) layer.get("config");
    config.put("scale", line.scale()).put("offset", line.offset());
    return layer;
  }

  /** A layer of the operation's name, with one call. */
  private ObjectNode called(String className, JsonNode argument) {
    String name = node.path("name").asText(node.path("config").path("name").asText());
    ObjectNode layer = Json.layer("keras.layers", className);
    ((ObjectNode) layer.get("config")).put("name", name);
    ObjectNode only = layer.put("name", name).putArray("inbound_nodes").addObject();
    only.putArray("args").add(argument);
    only.set(
        "kwargs",
        call.path("kwargs").isObject()
            ? call.get("kwargs")
            : JsonNodeFactory.instance.objectNode());
    return layer;
  }

  private static boolean isTensor(JsonNode argument) {
    return argument.path("class_name").asText().equals("__keras_tensor__");
  }

  /** A number as such, or one that was an array or a tensor of rank 0. */
  private static Optional<Double> number(JsonNode argument) {
    boolean wrapped =
        List.of("__numpy__", "__tensor__").contains(argument.path("class_name").asText());
    JsonNode value = wrapped ? argument.path("config").path("value") : argument;
    return value.isNumber() ? Optional.of(value.doubleValue()) : Optional.empty();
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "'"
            + node.path("name").asText()
            + "' is the operation "
            + operation
            + " called with "
            + Json.excerpt(call.path("args"))
            + ", which no layer here computes: write it as a layer in Python and save again");
  }
}
