package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operations by which Keras computes which steps of a sequence count: in a file they stand
 * among the layers and feed nothing but arguments called {@code mask}. Here layers hand masks on by
 * themselves, so these operations are left out, once it is clear that they come from an Embedding
 * or a Masking.
 */
final class MaskOperations {
  private final Map<String, JsonNode> operations = new LinkedHashMap<>();
  private final List<JsonNode> layers = new ArrayList<>();
  private final Set<String> computing = new HashSet<>();
  private final Set<Comparison> made = new HashSet<>();
  private final Map<String, Boolean> propagated = new HashMap<>();

  /** Where a tensor differs from a number. */
  private record Comparison(JsonNode tensor, double number) {}

  private MaskOperations(JsonNode config) {
    for (JsonNode node : config.path("layers")) {
      if (isOperation(node)) {
        operations.put(name(node), node);
      } else {
        layers.add(node);
        made.addAll(made(node));
      }
    }
    TensorPlace.all(config.path("output_layers")).forEach(end -> keep(end.layer()));
    for (JsonNode layer : layers) {
      for (JsonNode call : layer.path("inbound_nodes")) {
        if (call.isObject()) {
          keepAll(withoutMasks(call));
        }
      }
    }
  }

  static boolean isOperation(JsonNode node) {
    return OperationNode.is(node);
  }

  /**
   * The layers of a functional model, and the operations that compute more than masks.
   *
   * @throws IllegalArgumentException if a layer is called with a mask of another origin
   */
  static List<JsonNode> without(JsonNode config) {
    MaskOperations masks = new MaskOperations(config);
    masks.checkOrigins();
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode node : config.path("layers")) {
      if (!isOperation(node) || masks.computing.contains(name(node))) {
        kept.add(node);
      }
    }
    return kept;
  }

  private static JsonNode withoutMasks(JsonNode call) {
    ObjectNode copy = call.deepCopy();
    if (copy.get("kwargs") instanceof ObjectNode kwargs) {
      kwargs.remove(CallArguments.MASKS);
    }
    return copy;
  }

  private void keepAll(JsonNode arguments) {
    for (JsonNode history : arguments.findValues("keras_history")) {
      keep(history.path(0).asText());
    }
  }

  /** Keeps an operation and what it is computed from. */
  private void keep(String name) {
    Deque<String> wanted = new ArrayDeque<>(List.of(name));
    while (!wanted.isEmpty()) {
      JsonNode operation = operations.get(wanted.remove());
      if (operation != null && computing.add(name(operation))) {
        for (JsonNode history : operation.path("inbound_nodes").findValues("keras_history")) {
          wanted.add(history.path(0).asText());
        }
      }
    }
  }

  /** Looks where each mask comes from. */
  private void checkOrigins() {
    for (JsonNode layer : layers) {
      for (JsonNode call : layer.path("inbound_nodes")) {
        for (String argument : CallArguments.MASKS) {
          for (JsonNode history : call.path("kwargs").path(argument).findValues("keras_history")) {
            if (!propagated.computeIfAbsent(history.path(0).asText(), this::isPropagated)) {
              throw new IllegalArgumentException(
                  "layer '"
                      + name(layer)
                      + "' is called with a "
                      + argument
                      + " of its own: only the masks that Embedding and Masking make are"
                      + " supported");
            }
          }
        }
      }
    }
  }

  /** Whether all comparisons behind a mask are those of a layer that makes masks. */
  private boolean isPropagated(String mask) {
    Deque<String> behind = new ArrayDeque<>(List.of(mask));
    Set<String> seen = new HashSet<>();
    boolean compared = false;
    while (!behind.isEmpty()) {
      String name = behind.remove();
      JsonNode operation = operations.get(name);
      if (operation == null || !seen.add(name)) {
        continue;
      }
      if (operation.path("class_name").asText().equals("NotEqual")) {
        compared = true;
        JsonNode arguments = operation.path("inbound_nodes").path(0).path("args");
        JsonNode history = arguments.path(0).path("config").path("keras_history");
        if (!arguments.path(1).isNumber()
            || !made.contains(new Comparison(history, arguments.path(1).doubleValue()))) {
          return false;
        }
      }
      for (JsonNode history : operation.path("inbound_nodes").findValues("keras_history")) {
        behind.add(history.path(0).asText());
      }
    }
    return compared;
  }

  /** The comparisons by which a layer makes masks. */
  private static Set<Comparison> made(JsonNode layer) {
    JsonNode config = layer.path("config");
    String className = layer.path("class_name").asText();
    boolean embedding = className.equals("Embedding") && config.path("mask_zero").asBoolean();
    if (!embedding && !className.equals("Masking")) {
      return Set.of();
    }
    double number = embedding ? 0 : config.path("mask_value").asDouble();
    Set<Comparison> found = new HashSet<>();
    for (JsonNode history : layer.path("inbound_nodes").findValues("keras_history")) {
      found.add(new Comparison(history, number));
    }
    return found;
  }

  private static String name(JsonNode node) {
    return node.path("name").asText(node.path("config").path("name").asText());
  }
}
