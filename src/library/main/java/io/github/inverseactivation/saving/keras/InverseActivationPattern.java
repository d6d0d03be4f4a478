package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds {@code concat(f(x), f(-x))} in the configuration of a functional model. */
final class InverseActivationPattern {
  /** Layers without weights that compute a function of each element. */
  private static final Set<String> FUNCTIONS =
      Set.of("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax");

  private final JsonNode config;
  private final Map<String, JsonNode> layers = new HashMap<>();

  InverseActivationPattern(JsonNode config) {
    this.config = config;
    config.path("layers").forEach(layer -> layers.put(name(layer), layer));
  }

  /** What the pattern leaves open. */
  record Match(JsonNode activation, boolean channelsLast) {}

  Optional<Match> match() {
    JsonNode concatenate = layers.get(single(config.path("output_layers")));
    JsonNode input = layers.get(single(config.path("input_layers")));
    if (layers.size() != 5 || !is(concatenate, "Concatenate") || !is(input, "InputLayer")) {
      return Optional.empty();
    }
    List<String> halves = sources(concatenate);
    if (halves.size() != 2) {
      return Optional.empty();
    }
    JsonNode positive = layers.get(halves.get(0));
    JsonNode negative = layers.get(halves.get(1));
    if (positive == negative || !isFunction(positive) || !isFunction(negative)) {
      return Optional.empty();
    }
    JsonNode function = withoutName(positive);
    JsonNode negation = layers.get(source(negative));
    if (!function.equals(withoutName(negative))
        || !name(input).equals(source(positive))
        || !isNegation(negation)
        || !name(input).equals(source(negation))) {
      return Optional.empty();
    }
    int rank = Json.batchShape(input.path("config")).map(shape -> shape.numDimensions()).orElse(-1);
    int axis = concatenate.path("config").path("axis").asInt(-1);
    boolean last = axis == -1 || axis == rank - 1;
    return last || axis == 1
        ? Optional.of(new Match(activation(positive), last))
        : Optional.empty();
  }

  private static boolean is(JsonNode layer, String className) {
    return layer != null
        && layer.path("class_name").asText().equals(className)
        && layer.path("inbound_nodes").size() <= 1;
  }

  private static boolean isFunction(JsonNode layer) {
    return layer != null
        && layer.path("config").isObject()
        && FUNCTIONS.stream().anyMatch(name -> is(layer, name));
  }

  private static boolean isNegation(JsonNode layer) {
    return is(layer, "Rescaling")
        && layer.path("config").path("scale").asDouble() == -1
        && layer.path("config").path("offset").asDouble() == 0;
  }

  /** The function as a layer's activation is written: by name, or as a layer with arguments. */
  private static JsonNode activation(JsonNode layer) {
    JsonNode named = layer.path("config").path("activation");
    if (is(layer, "Activation")) {
      return named;
    }
    ObjectNode plain = Json.layer("keras.layers", layer.path("class_name").asText());
    plain.set("config", withoutName(layer).path("config"));
    boolean relu =
        is(layer, "ReLU")
            && !layer.path("config").hasNonNull("max_value")
            && layer.path("config").path("negative_slope").asDouble() == 0
            && layer.path("config").path("threshold").asDouble() == 0;
    return relu ? Json.text("relu") : plain;
  }

  private static JsonNode withoutName(JsonNode layer) {
    ObjectNode copy = Json.layer(null, layer.path("class_name").asText());
    ObjectNode options = ((ObjectNode) layer.path("config")).deepCopy();
    options.remove(List.of("name", "dtype", "trainable"));
    copy.set("config", options);
    return copy;
  }

  private static String name(JsonNode layer) {
    JsonNode name = layer.path("name");
    return name.isTextual() ? name.textValue() : layer.path("config").path("name").asText();
  }

  private static String source(JsonNode layer) {
    List<String> sources = sources(layer);
    return sources.size() == 1 ? sources.get(0) : "";
  }

  /**
   * The layers whose outputs the layer's only call takes, in Keras's present or former notation.
   */
  private static List<String> sources(JsonNode layer) {
    List<String> names = new ArrayList<>();
    JsonNode call = layer == null ? Json.nothing() : layer.path("inbound_nodes").path(0);
    if (call.isObject()) {
      for (JsonNode tensor : call.path("args").findValues("keras_history")) {
        names.add(tensor.path(0).asText());
      }
    } else {
      call.forEach(tensor -> names.add(tensor.path(0).asText()));
    }
    return names;
  }

  /** The layer of {@code ["x", 0, 0]} or {@code [["x", 0, 0]]}; nothing where there are more. */
  private static String single(JsonNode ends) {
    JsonNode end = ends.path(0).isArray() ? ends.path(0) : ends;
    return ends.path(0).isArray() && ends.size() != 1 ? "" : end.path(0).asText();
  }
}
