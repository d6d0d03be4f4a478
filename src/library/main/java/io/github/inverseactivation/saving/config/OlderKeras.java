package io.github.inverseactivation.saving.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration as an older Keras 3 reads it: the notation of that time, and nothing that it does
 * not have.
 */
final class OlderKeras {
  /** The first version that reads a model's only input or output without a list around it. */
  static final KerasVersion SINGLE_ENDS = new KerasVersion(3, 4);

  /** The first version where a functional model's own definition counts as a call, at ends. */
  private static final KerasVersion DEFINITION_COUNTS = new KerasVersion(3, 3);

  /** The first version that takes a layer, such as ReLU with its options, for an activation. */
  private static final KerasVersion LAYER_AS_ACTIVATION = new KerasVersion(3, 10);

  private static final Set<String> MODELS = Set.of("Model", "Functional");

  /** Initializers that Keras finds by its former name until 3.6, and by both later. */
  private static final Map<String, String> FORMER_NAMES =
      Map.of("Orthogonal", "OrthogonalInitializer", "Identity", "IdentityInitializer");

  private static final Set<String> ENDS = Set.of("input_layers", "output_layers");
  private static final Set<String> ACTIVATIONS = Set.of("activation", "recurrent_activation");

  private final KerasVersion version;

  OlderKeras(KerasVersion version) {
    this.version = version;
  }

  /**
   * Changes a configuration.
   *
   * @throws IllegalArgumentException if the version does not have a class or an option of it
   */
  void rewrite(JsonNode node) {
    if (node instanceof ObjectNode object) {
      String className = object.path("class_name").asText();
      if (object.get("config") instanceof ObjectNode config) {
        // A class of the program's own has what options it likes.
        String module = object.path("module").asText();
        if (module.startsWith("keras")) {
          check(module, className, config);
        }
        if (version.isBefore(3, 8) && module.equals("keras.initializers")) {
          object.put("class_name", FORMER_NAMES.getOrDefault(className, className));
        }
        if (version.compareTo(SINGLE_ENDS) < 0) {
          Map<String, Integer> functional = functional(config);
          ENDS.stream()
              .filter(config::has)
              .forEach(key -> config.set(key, ends(config.get(key), functional)));
        }
      }
    }
    node.forEach(this::rewrite);
  }

  private void check(String module, String className, ObjectNode config) {
    String owner = className;
    if (config.path("name").isTextual()) {
      owner = className + " '" + config.get("name").asText() + "'";
    }
    require(Since.ofClass(className), owner, "");
    for (var option : config.properties()) {
      String key = option.getKey();
      require(
          Since.ofOption(module, className, key), owner, " with " + key + " " + option.getValue());
      if (ACTIVATIONS.contains(key) && option.getValue().isTextual()) {
        String name = option.getValue().asText();
        require(Since.ofActivation(name), owner, " with " + key + " " + name);
      } else if (ACTIVATIONS.contains(key) && option.getValue().has("class_name")) {
        String layer = option.getValue().get("class_name").asText();
        require(LAYER_AS_ACTIVATION, owner, " with the layer " + layer + " for its " + key);
      }
    }
  }

  private void require(KerasVersion first, String owner, String what) {
    if (version.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "Keras "
              + version
              + " has no "
              + owner
              + what
              + ": it is known to Keras "
              + first
              + " and later. Save for that, or change the model");
    }
  }

  /** Each end in a list, or under a key; these versions know no further nesting. */
  private JsonNode ends(JsonNode structure, Map<String, Integer> functional) {
    if (isEnd(structure)) {
      return ends(JsonNodeFactory.instance.arrayNode().add(structure), functional);
    }
    structure.forEach(
        each -> {
          if (isEnd(each)) {
            Integer calls = functional.get(each.get(0).asText());
            if (calls != null && version.compareTo(DEFINITION_COUNTS) < 0) {
              onlyCall(each, calls);
            }
          } else {
            throw new IllegalArgumentException(
                "Keras "
                    + version
                    + " has no models whose inputs or outputs are nested more than once: save for"
                    + " Keras "
                    + SINGLE_ENDS
                    + " or later, or give the model a list or a dictionary of tensors");
          }
        });
    return structure;
  }

  /**
   * The number of the call without the definition: 0, which is also the last call where the
   * definition counts. Of several calls, one version or the other would take the wrong one.
   */
  private void onlyCall(JsonNode end, int calls) {
    if (calls != 1) {
      throw new IllegalArgumentException(
          "Keras "
              + version
              + " and later versions do not agree on which call of '"
              + end.get(0).asText()
              + "' is an output: save for Keras "
              + DEFINITION_COUNTS
              + " or later, or put a layer after it, such as Identity");
    }
    ((ArrayNode) end).set(1, 0);
  }

  /** The layers that are functional models, and how often each is called. */
  private static Map<String, Integer> functional(ObjectNode config) {
    return config
        .path("layers")
        .valueStream()
        .filter(layer -> MODELS.contains(layer.path("class_name").asText()))
        .collect(
            Collectors.toMap(
                layer -> layer.path("name").asText(), layer -> layer.path("inbound_nodes").size()));
  }

  private static boolean isEnd(JsonNode node) {
    return node instanceof ArrayNode && node.size() == 3 && node.get(0).isTextual();
  }
}
