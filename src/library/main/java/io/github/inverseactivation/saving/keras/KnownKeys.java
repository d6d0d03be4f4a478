package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.saving.config.KerasConfig;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that Keras writes at each place of a model's configuration. Another one could say
 * something about what the model computes, so it is refused, unless it is null.
 */
enum KnownKeys {
  /**
   * A model: what Keras 3 knows of how it was built and compiled is read elsewhere or not needed.
   */
  MODEL(
      "class_name",
      "config",
      "module",
      "registered_name",
      "build_config",
      "compile_config",
      "keras_version", // with the backend, in the JSON of to_json
      "backend",
      "name",
      "inbound_nodes",
      "shared_object_id", // which objects were one in Python; layers are known by their names
      KerasConfig.PYTHON_CLASS,
      FileOrder.KEY),

  /** A layer among a model's layers. */
  LAYER(
      "class_name",
      "config",
      "module",
      "registered_name",
      "build_config",
      "compile_config", // of a layer that is a model
      "name",
      "inbound_nodes",
      "shared_object_id",
      KerasConfig.PYTHON_CLASS,
      FileOrder.KEY),

  /** The configuration of a Sequential; its dtype is what its layers have each. */
  SEQUENTIAL("name", "trainable", "dtype", "layers", "build_input_shape", "batch_input_shape"),

  /** The configuration of a functional model. */
  FUNCTIONAL("name", "trainable", "dtype", "layers", "input_layers", "output_layers"),

  /** The configuration of an input. */
  INPUT(
      "name",
      "batch_shape",
      "batch_input_shape",
      "dtype",
      "input_dtype", // of Keras 1
      "trainable",
      "sparse", // the same numbers, stored otherwise
      "ragged",
      "optional"),

  /** How a model is trained: the last of them are about speed. */
  TRAINING(
      "optimizer",
      "optimizer_config",
      "loss",
      "loss_weights",
      "metrics",
      "weighted_metrics",
      "sample_weight_mode", // weights of steps need no mode here
      "run_eagerly",
      "steps_per_execution",
      "jit_compile",
      "auto_scale_loss");

  private final Set<String> keys;

  KnownKeys(String... keys) {
    this.keys = Set.of(keys);
  }

  /**
   * Looks that a part of a configuration has no other key.
   *
   * @param place what it is, for the message
   * @throws IllegalArgumentException if it has
   */
  void check(String place, JsonNode node) {
    for (var entry : node.properties()) {
      if (!keys.contains(entry.getKey()) && !entry.getValue().isNull()) {
        throw new IllegalArgumentException(
            place
                + " has the key '"
                + entry.getKey()
                + "' with the value "
                + Json.excerpt(entry.getValue())
                + ", which no Keras known here writes: expected "
                + new TreeSet<>(keys)
                + "; save the model again with Keras 3, or export it and open the SavedModel");
      }
    }
  }
}
