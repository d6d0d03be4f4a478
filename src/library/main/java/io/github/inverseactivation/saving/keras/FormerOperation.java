package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.inverseactivation.saving.config.KerasConfig;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A function of TensorFlow among the layers of Keras 2, {@code TFOpLambda} or {@code
 * SlicingOpLambda}, turned into the operation that it is in Keras 3.
 */
final class FormerOperation {
  static final Set<String> CLASSES = Set.of("TFOpLambda", "SlicingOpLambda");

  private final ObjectNode node;
  private final String function;
  private final Map<String, JsonNode> given = new LinkedHashMap<>();

  private FormerOperation(ObjectNode node) {
    this.node = node;
    this.function = node.path("config").path("function").asText();
  }

  /**
   * Turns a node whose calls are noted as in Keras 3.
   *
   * @throws IllegalArgumentException if the function or one of its arguments has no counterpart
   */
  static void turn(ObjectNode node) {
    new FormerOperation(node).turn();
  }

  private void turn() {
    if (node.path("inbound_nodes").size() != 1) {
      throw refused("is called " + node.path("inbound_nodes").size() + " times, expected once");
    }
    ObjectNode call = (ObjectNode) node.path("inbound_nodes").get(0);
    JsonNode first = call.path("args").path(0);
    ObjectNode named = (ObjectNode) call.get("kwargs");
    named.properties().forEach(each -> given.put(each.getKey(), each.getValue()));
    given.remove("name");
    if (function.equals("__operators__.getitem")) {
      item(call, first);
    } else if (function.equals("math.add_n") && first.isArray()) {
      node.put("module", "keras.layers").put("class_name", "Add");
      config().remove("function");
      finish();
    } else if (function.equals("linalg.matmul") && (taken("transpose_a") | taken("transpose_b"))) {
      product(call, first, named);
    } else if (function.equals("einsum")) {
      throw refused("lacks its operands, which Keras 2 does not write");
    } else {
      table(call, first);
    }
  }

  private void product(ObjectNode call, JsonNode first, ObjectNode named) {
    JsonNode second = given.remove("b");
    for (String absent : new String[] {"adjoint_a", "adjoint_b", "a_is_sparse", "b_is_sparse"}) {
      JsonNode flag = given.get(absent);
      if (flag != null && !flag.asBoolean()) {
        given.remove(absent);
      }
    }
    JsonNode type = given.remove("output_type");
    if (second == null || type != null && !type.isNull()) {
      throw refused("is called with " + Json.excerpt(named));
    }
    boolean left = named.path("transpose_a").asBoolean();
    boolean right = named.path("transpose_b").asBoolean();
    String equation = (left ? "...ji" : "...ij") + "," + (right ? "...kj" : "...jk") + "->...ik";
    ObjectNode config = begin("numpy", "Einsum");
    config.put("subscripts", equation);
    call.putArray("args").add(first).add(second);
    call.putObject("kwargs");
    finish();
  }

  private boolean taken(String flag) {
    JsonNode value = given.remove(flag);
    return value != null && value.asBoolean();
  }

  private void item(ObjectNode call, JsonNode tensor) {
    JsonNode key = given.remove("slice_spec");
    if (key == null) {
      throw refused("lacks its slice_spec");
    }
    begin("numpy", "GetItem");
    call.putArray("args").add(tensor).add(key(key));
    call.putObject("kwargs");
    finish();
  }

  /** An index in the notation of Keras 3. */
  private static JsonNode key(JsonNode former) {
    if (former.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      former.forEach(each -> list.add(key(each)));
      return list;
    }
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    if (former.path("class_name").asText().equals("__ellipsis__")) {
      part.put("class_name", "__ellipsis__").putObject("config");
      return part;
    }
    if (former.has("start") && former.has("stop") && former.has("step")) {
      part.put("class_name", "__slice__").set("config", former);
      return part;
    }
    return former;
  }

  private void table(ObjectNode call, JsonNode first) {
    TensorFlowFunctions.Function known = TensorFlowFunctions.of(function);
    if (known == null) {
      throw refused("is not known here");
    }
    String name = known.parameters().get(0).name();
    if (given.put(name, first) != null) {
      throw refused("is given the argument '" + name + "' twice");
    }
    ObjectNode config = begin(known.module(), known.className());
    call.putArray("args");
    ObjectNode named = call.putObject("kwargs");
    for (TensorFlowFunctions.Parameter parameter : known.parameters()) {
      JsonNode value = given.remove(parameter.name());
      JsonNode initial = initial(parameter);
      if (parameter.target().equals("?")) {
        continue;
      }
      if (parameter.target().equals("!")) {
        if (value != null
            && !value.isNull()
            && !value.equals(initial)
            && !isEqual(value, initial)) {
          throw refused("has " + parameter.name() + "=" + Json.excerpt(value));
        }
      } else if (value != null && (!value.isNull() || initial == null)) {
        (parameter.option() ? config : named).set(parameter.target(), value);
      } else if (initial != null) {
        (parameter.option() ? config : named).set(parameter.target(), initial);
      }
    }
    adapt(known.className(), config);
    finish();
  }

  private static boolean isEqual(JsonNode value, JsonNode initial) {
    return initial != null
        && value.isNumber()
        && initial.isNumber()
        && value.doubleValue() == initial.doubleValue();
  }

  private static JsonNode initial(TensorFlowFunctions.Parameter parameter) {
    return parameter.initial() == null
        ? null
        : KerasConfig.parse(parameter.initial().getBytes(StandardCharsets.UTF_8));
  }

  /** What Keras 3 says in other words. */
  private void adapt(String className, ObjectNode config) {
    switch (className) {
      case "Split" -> {
        JsonNode sizes = config.get("indices_or_sections");
        if (sizes != null && sizes.isArray()) {
          ends(config.putArray("indices_or_sections"), sizes);
        }
      }
      case "Pad" -> config.put("mode", config.path("mode").asText().toLowerCase(Locale.ROOT));
      case "MaxPool", "AveragePool" ->
          config.put("padding", config.path("padding").asText().toLowerCase(Locale.ROOT));
      case "Norm" -> {
        if (config.path("ord").equals(TextNode.valueOf("euclidean"))) {
          config.putNull("ord");
        }
      }
      // One bounds the sum of the squares, the other the norm.
      case "Normalize" ->
          config.set("epsilon", DoubleNode.valueOf(Math.sqrt(config.path("epsilon").asDouble())));
      case "Diagonal" -> config.put("axis1", -2).put("axis2", -1);
      default -> {}
    }
  }

  /** Where parts end, but for the last. */
  private void ends(ArrayNode ends, JsonNode sizes) {
    long end = 0;
    for (int i = 0; i + 1 < sizes.size(); i++) {
      if (!sizes.get(i).isInt() || sizes.get(i).intValue() < 0) {
        throw refused("has the sizes " + Json.excerpt(sizes) + ", expected numbers");
      }
      end += sizes.get(i).intValue();
      ends.add(end);
    }
  }

  private ObjectNode config() {
    return (ObjectNode) node.get("config");
  }

  private ObjectNode begin(String module, String className) {
    node.put("module", "keras.src.ops." + module).put("class_name", className);
    JsonNode name = config().path("name");
    ObjectNode config = node.putObject("config");
    config.set("name", name);
    return config;
  }

  private void finish() {
    if (!given.isEmpty()) {
      throw refused("is called with " + given.keySet());
    }
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "'"
            + node.path("name").asText()
            + "' is the function tf."
            + function
            + ", which "
            + what
            + ": export the model in Python (model.export(folder) or model.save(folder)) and open"
            + " the SavedModel");
  }
}
