package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inverseactivation.layers.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a layer is called with in a file: tensors by Python's rules of arguments, of which a layer
 * here gets a list.
 *
 * @param inputs the tensors that the layer computes from, in the order it takes them here
 * @param masks the tensors that only say which steps count
 * @param options the options that are set in the call
 * @param phase whether the call computes as in training
 */
record CallArguments(
    List<TensorPlace> inputs, List<TensorPlace> masks, Set<String> options, Phase phase) {
  private static final List<String> RECURRENT =
      List.of("sequences", "initial_state", "mask", "training");
  private static final List<String> ATTENTION =
      List.of("inputs", "mask", "training", "return_attention_scores", "use_causal_mask");
  private static final List<String> MULTI_HEAD_ATTENTION =
      List.of(
          "query",
          "value",
          "key",
          "query_mask",
          "value_mask",
          "key_mask",
          "attention_mask",
          "return_attention_scores",
          "training",
          "use_causal_mask");

  /** The arguments of each class's call, in Python's order; those of all others are these. */
  private static final List<String> OTHERS = List.of("inputs", "mask", "training");

  private static final Map<String, List<String>> PARAMETERS =
      Map.ofEntries(
          Map.entry("SimpleRNN", RECURRENT),
          Map.entry("LSTM", RECURRENT),
          Map.entry("GRU", RECURRENT),
          Map.entry("RNN", RECURRENT),
          Map.entry("ConvLSTM1D", RECURRENT),
          Map.entry("ConvLSTM2D", RECURRENT),
          Map.entry("ConvLSTM3D", RECURRENT),
          Map.entry("Bidirectional", RECURRENT),
          Map.entry("Attention", ATTENTION),
          Map.entry("AdditiveAttention", ATTENTION),
          Map.entry("MultiHeadAttention", MULTI_HEAD_ATTENTION),
          Map.entry("GroupQueryAttention", MULTI_HEAD_ATTENTION),
          Map.entry("Functional", List.of("inputs", "training", "mask")),
          Map.entry("Model", List.of("inputs", "training", "mask")),
          Map.entry("Sequential", List.of("inputs", "training", "mask")));

  /** Arguments that hold what the layer computes from. */
  private static final Set<String> TENSORS =
      Set.of("inputs", "sequences", "initial_state", "query", "value", "key", "attention_mask");

  static final Set<String> MASKS = Set.of("mask", "query_mask", "value_mask", "key_mask");

  /** Whether a class's call takes a sequence, then initial states. */
  static boolean isRecurrent(String className) {
    return RECURRENT.equals(PARAMETERS.get(className));
  }

  /**
   * Reads one of the {@code inbound_nodes}.
   *
   * @param layer the layer that is called
   * @param inbound the call
   * @param former whether Keras 2 notes it
   * @throws CallException if it is called with something that is not known
   */
  static CallArguments read(JsonNode layer, JsonNode inbound, boolean former) {
    List<String> parameters = PARAMETERS.getOrDefault(layer.path("class_name").asText(), OTHERS);
    Map<String, JsonNode> named = new LinkedHashMap<>();
    checkKeys(inbound);
    JsonNode positional = inbound.path("args");
    for (int i = 0; i < positional.size(); i++) {
      if (i >= parameters.size()) {
        throw new CallException(
            "is called with "
                + positional.size()
                + " arguments, expected at most "
                + parameters.size());
      }
      named.put(parameters.get(i), positional.get(i));
    }
    for (Map.Entry<String, JsonNode> each : inbound.path("kwargs").properties()) {
      if (named.put(each.getKey(), each.getValue()) != null) {
        throw new CallException("is given the argument '" + each.getKey() + "' twice");
      }
    }
    if (named.containsKey("attention_mask")
        && !named.get("attention_mask").isNull()
        && named.getOrDefault("key", Json.nothing()).isMissingNode()) {
      named.put("key", named.getOrDefault("value", Json.nothing())); // the mask comes fourth here
    }
    if (named.getOrDefault("inputs", Json.nothing()).isObject()) {
      named.put("inputs", inOrder(named.get("inputs"), layer.path("config").path("input_layers")));
    }
    JsonNode training = named.getOrDefault("training", Json.nothing());
    named.remove("training");
    return sorted(
        parameters,
        named,
        CallPhase.read(layer.path("class_name").asText(), inbound, training, former));
  }

  /**
   * Looks that a call has nothing but arguments.
   *
   * @throws CallException if it is noted otherwise
   */
  static void checkKeys(JsonNode inbound) {
    Set<String> unknown = new TreeSet<>();
    inbound.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(Set.of("args", "kwargs", CallPhase.MARK));
    JsonNode named = inbound.path("kwargs");
    if (!inbound.isObject()
        || !unknown.isEmpty()
        || !inbound.path("args").isArray()
        || !named.isObject() && !named.isMissingNode()) {
      throw new CallException(
          "has the call "
              + Json.excerpt(inbound)
              + (unknown.isEmpty() ? "" : ", with " + unknown)
              + ", expected an object with the list args and the object kwargs");
    }
  }

  /** A model whose inputs are a list takes named tensors by its inputs' names. */
  private static JsonNode inOrder(JsonNode named, JsonNode inputLayers) {
    if (named.has("class_name") || !inputLayers.isArray()) {
      return named;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (TensorPlace input : TensorPlace.all(inputLayers)) {
      if (!named.has(input.layer())) {
        throw new CallException(
            "is called with " + Json.excerpt(named) + ", which has no '" + input.layer() + "'");
      }
      list.add(named.get(input.layer()));
    }
    return list;
  }

  private static CallArguments sorted(
      List<String> parameters, Map<String, JsonNode> named, Phase phase) {
    List<TensorPlace> inputs = new ArrayList<>();
    List<TensorPlace> masks = new ArrayList<>();
    Set<String> options = new TreeSet<>();
    for (String parameter : parameters) {
      if (TENSORS.contains(parameter)) {
        places(named.getOrDefault(parameter, Json.nothing()), inputs);
      }
    }
    named.forEach(
        (name, value) -> {
          if (MASKS.contains(name)) {
            places(value, masks);
          } else if (!(TENSORS.contains(name) && parameters.contains(name)) && isSet(name, value)) {
            options.add(name);
          }
        });
    return new CallArguments(List.copyOf(inputs), List.copyOf(masks), options, phase);
  }

  private static boolean isSet(String name, JsonNode value) {
    if (value.isNull() || value.isBoolean() && !value.booleanValue()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new CallException(
          "is called with the option "
              + name
              + " = "
              + Json.excerpt(value)
              + ": only tensors are supported");
    }
    return true;
  }

  /** The tensors in an argument, which may be one, a list or named ones, in Keras's order. */
  private static void places(JsonNode argument, List<TensorPlace> found) {
    if (argument.isArray()) {
      argument.forEach(each -> places(each, found));
    } else if (argument.path("class_name").asText().equals("__keras_tensor__")) {
      found.add(TensorPlace.of(argument.path("config").path("keras_history")));
    } else if (argument.isObject() && !argument.has("class_name")) {
      Map<String, JsonNode> named = new TreeMap<>();
      argument.properties().forEach(each -> named.put(each.getKey(), each.getValue()));
      named.values().forEach(each -> places(each, found));
    } else if (!argument.isNull() && !argument.isMissingNode()) {
      throw new CallException("is called with " + Json.excerpt(argument) + ", expected tensors");
    }
  }
}
