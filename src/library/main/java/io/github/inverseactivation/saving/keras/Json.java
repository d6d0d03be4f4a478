package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.topology.Structure;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/** Pieces of Keras's configurations. */
final class Json {
  private Json() {}

  static JsonNode nothing() {
    return MissingNode.getInstance();
  }

  static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  /** A layer or model with an empty configuration. */
  static ObjectNode layer(String module, String className) {
    ObjectNode layer = JsonNodeFactory.instance.objectNode();
    layer.put("module", module).put("class_name", className);
    layer.putObject("config");
    layer.putNull("registered_name");
    return layer;
  }

  static ObjectNode inputLayer(String name, Shape shape, DType dtype) {
    ObjectNode input = layer("keras.layers", "InputLayer");
    ObjectNode config = (ObjectNode) input.get("config");
    config.set("batch_shape", shape(shape));
    config.put("dtype", dtype.toString()).put("name", name);
    return input;
  }

  /** A structure as arrays and objects. */
  static JsonNode structure(
      Structure<Integer> structure, Function<? super Integer, ? extends JsonNode> leaf) {
    return structure.<JsonNode>fold(
        leaf::apply,
        list -> JsonNodeFactory.instance.arrayNode().addAll(list),
        named -> JsonNodeFactory.instance.objectNode().setAll(named));
  }

  /** A shape with null for what is unknown. */
  static ArrayNode shape(Shape shape) {
    ArrayNode sizes = JsonNodeFactory.instance.arrayNode();
    for (long size : shape.asArray()) {
      if (size == Shape.UNKNOWN_SIZE) {
        sizes.addNull();
      } else {
        sizes.add(size);
      }
    }
    return sizes;
  }

  /**
   * Looks that an input's layer says nothing that is not understood.
   *
   * @throws IllegalArgumentException if it does, or if its examples differ in shape
   */
  static void checkInput(JsonNode layer) {
    JsonNode config = layer.path("config");
    String place = "the input '" + config.path("name").asText() + "'";
    KnownKeys.LAYER.check(place, layer);
    KnownKeys.INPUT.check(place, config);
    if (config.path("ragged").asBoolean()) {
      throw new IllegalArgumentException(
          place
              + " is ragged, and models here take examples of one shape: make it dense in Python,"
              + " padded and with a mask, and save again");
    }
  }

  /** The shape that a layer's configuration gives its input, in any version's spelling. */
  static Optional<Shape> batchShape(JsonNode config) {
    JsonNode shape = config.path("batch_shape");
    return shape(shape.isArray() ? shape : config.path("batch_input_shape"));
  }

  /**
   * The type that the configuration of an input gives it; FLOAT32 where it gives none.
   *
   * @throws IllegalArgumentException if it is a type that no input can have here
   */
  static DType dtype(JsonNode config) {
    JsonNode given = config.path("dtype");
    if (given.isMissingNode() || given.isNull()) {
      return DType.FLOAT32;
    }
    if (given.asText().equals(DType.STRING.toString())) {
      throw new IllegalArgumentException(
          "the input '"
              + config.path("name").asText()
              + "' takes strings, which no layer here reads: export the model in Python and open"
              + " the SavedModel");
    }
    return DType.named(given.asText())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the input '"
                        + config.path("name").asText()
                        + "' is of the type "
                        + excerpt(given)
                        + ", expected one of "
                        + Arrays.toString(DType.values())));
  }

  /** The type that the configuration of a first layer gives the input that it stands for. */
  static DType dtypeOfFirstLayer(JsonNode config) {
    return DType.named(config.path("dtype").asText())
        .filter(type -> type != DType.STRING)
        .orElse(DType.FLOAT32); // else it says how to compute, such as mixed_float16
  }

  /** A shape whose batch dimension counts as unknown, empty where there is none. */
  static Optional<Shape> shape(JsonNode shape) {
    if (!shape.isArray() || shape.isEmpty()) {
      return Optional.empty();
    }
    long[] sizes = new long[shape.size()];
    long elements = 1;
    for (int i = 0; i < sizes.length; i++) {
      JsonNode size = shape.get(i);
      if (!size.isNull() && !(size.isIntegralNumber() && size.longValue() > 0)) {
        throw new IllegalArgumentException(
            "an input's shape has positive numbers and null, not " + excerpt(shape));
      }
      sizes[i] = i == 0 || size.isNull() ? Shape.UNKNOWN_SIZE : size.longValue();
      elements = sizes[i] > 0 ? saturated(elements, sizes[i]) : elements;
      if (elements > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "an input's shape has at most "
                + Integer.MAX_VALUE
                + " elements, not "
                + excerpt(shape));
      }
    }
    return Optional.of(Shape.of(sizes));
  }

  /** The product of positive numbers, or the largest number there is. */
  private static long saturated(long one, long other) {
    return Math.multiplyHigh(one, other) == 0 && one * other > 0 ? one * other : Long.MAX_VALUE;
  }

  static String excerpt(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
