package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.operations.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The arguments of operations as files spell them. */
final class OperationValues {
  private static final String CLASS = "class_name";

  private OperationValues() {}

  /**
   * Reads an argument.
   *
   * @param tensors takes the tensors that are found in it
   * @throws CallException if it is not understood
   */
  static Value read(JsonNode node, List<TensorPlace> tensors) {
    if (node.isNull()) {
      return Value.NONE;
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Value.of(node.longValue());
    }
    if (node.isNumber()) {
      return Value.of(node.doubleValue());
    }
    if (node.isBoolean()) {
      return new Value.Truth(node.booleanValue());
    }
    if (node.isTextual()) {
      return new Value.Text(node.textValue());
    }
    if (node.isArray()) {
      List<Value> values = new ArrayList<>();
      node.forEach(each -> values.add(read(each, tensors)));
      return Value.list(values);
    }
    JsonNode config = node.path("config");
    switch (node.path(CLASS).asText()) {
      case "__keras_tensor__" -> {
        tensors.add(TensorPlace.of(config.path("keras_history")));
        return new Value.Input(tensors.size() - 1);
      }
      case "__slice__" -> {
        return new Value.Slice(
            read(config.path("start"), tensors),
            read(config.path("stop"), tensors),
            read(config.path("step"), tensors));
      }
      case "__ellipsis__" -> {
        return Value.ELLIPSIS;
      }
      case "__numpy__", "__tensor__" -> {
        return constant(config);
      }
      default ->
          throw new CallException(
              "is called with "
                  + Json.excerpt(node)
                  + ", which is no argument of an operation here: export the model in Python"
                  + " (model.export(folder)) and open the SavedModel");
    }
  }

  private static Value constant(JsonNode config) {
    DType dtype =
        DType.named(config.path("dtype").asText("float32"))
            .filter(each -> each != DType.STRING)
            .orElseThrow(
                () ->
                    new CallException(
                        "has an array of " + config.path("dtype") + ", expected numbers"));
    List<Long> shape = new ArrayList<>();
    for (JsonNode at = config.path("value"); at.isArray(); at = at.path(0)) {
      shape.add((long) at.size());
    }
    List<Double> numbers = new ArrayList<>();
    fill(config.path("value"), shape, 0, numbers);
    return new Value.Constant(dtype, shape, numbers);
  }

  private static void fill(JsonNode node, List<Long> shape, int depth, List<Double> numbers) {
    if (depth < shape.size() && node.isArray() && node.size() == shape.get(depth)) {
      node.forEach(each -> fill(each, shape, depth + 1, numbers));
    } else if (depth == shape.size() && (node.isNumber() || node.isBoolean())) {
      numbers.add(node.isBoolean() ? (node.booleanValue() ? 1.0 : 0.0) : node.doubleValue());
    } else {
      throw new CallException("has an array whose rows differ or hold " + Json.excerpt(node));
    }
  }

  /**
   * Writes an argument.
   *
   * @param tensors gives what stands for each tensor
   */
  static JsonNode write(Value value, IntFunction<JsonNode> tensors) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value instanceof Value.Input input) {
      return tensors.apply(input.index());
    }
    if (value instanceof Value.Whole whole) {
      return LongNode.valueOf(whole.number());
    }
    if (value instanceof Value.Real real) {
      return DoubleNode.valueOf(real.number());
    }
    if (value instanceof Value.Truth truth) {
      return BooleanNode.valueOf(truth.truth());
    }
    if (value instanceof Value.Text text) {
      return TextNode.valueOf(text.text());
    }
    if (value instanceof Value.Sequence sequence) {
      ArrayNode list = json.arrayNode();
      sequence.values().forEach(each -> list.add(write(each, tensors)));
      return list;
    }
    if (value instanceof Value.None) {
      return NullNode.getInstance();
    }
    ObjectNode node = json.objectNode();
    if (value instanceof Value.Slice slice) {
      ObjectNode config = node.put(CLASS, "__slice__").putObject("config");
      config.set("start", write(slice.start(), tensors));
      config.set("stop", write(slice.stop(), tensors));
      config.set("step", write(slice.step(), tensors));
    } else if (value instanceof Value.Constant constant) {
      ObjectNode config = node.put(CLASS, "__numpy__").putObject("config");
      int[] next = {0};
      config.set("value", array(constant, 0, next));
      config.put("dtype", constant.dtype().toString());
    } else {
      node.put(CLASS, "__ellipsis__").putObject("config");
    }
    return node;
  }

  private static JsonNode array(Value.Constant constant, int depth, int[] next) {
    if (depth == constant.shape().size()) {
      double number = constant.numbers().get(next[0]++);
      return switch (constant.dtype()) {
        case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> DoubleNode.valueOf(number);
        case BOOL -> BooleanNode.valueOf(number != 0);
        default -> LongNode.valueOf((long) number);
      };
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (long i = 0; i < constant.shape().get(depth); i++) {
      list.add(array(constant, depth + 1, next));
    }
    return list;
  }
}
