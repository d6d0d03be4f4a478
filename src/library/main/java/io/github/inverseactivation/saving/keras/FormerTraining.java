package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a model is compiled with, as whole models in {@code .h5} and Keras 2 note it, turned into
 * Keras 3's {@code compile_config}.
 */
final class FormerTraining {
  private static final String OPTIMIZER = "optimizer_config";
  private static final String CLASS = "class_name";

  private FormerTraining() {}

  /** The settings in Keras 3's notation. */
  static JsonNode modern(JsonNode settings) {
    JsonNode modern = part(settings);
    if (modern instanceof ObjectNode object) {
      JsonNode former = object.remove(OPTIMIZER);
      object.set("optimizer", optimizer(former == null ? object.path("optimizer") : former));
    }
    return modern;
  }

  private static JsonNode part(JsonNode former) {
    if (former.isArray()) {
      ArrayNode modern = JsonNodeFactory.instance.arrayNode();
      former.forEach(each -> modern.add(part(each)));
      return modern;
    }
    if (!former.isObject()) {
      return former;
    }
    ObjectNode modern = JsonNodeFactory.instance.objectNode();
    former.properties().forEach(each -> modern.set(each.getKey(), part(each.getValue())));
    if (!modern.path(CLASS).asText().equals(CompileConfig.WRAPPED_METRIC)
        && modern.get("config") instanceof ObjectNode config) {
      config.remove("fn"); // which the class says already
    }
    if (modern.path("reduction").asText().equals("auto")) {
      modern.put("reduction", "sum_over_batch_size");
    }
    return modern;
  }

  /** Keras 2 let optimizers slow down by themselves. */
  private static JsonNode optimizer(JsonNode former) {
    if (!(former instanceof ObjectNode optimizer)
        || !(optimizer.get("config") instanceof ObjectNode config)) {
      return former;
    }
    if (config.has("lr") && !config.has("learning_rate")) {
      config.set("learning_rate", config.remove("lr"));
    }
    boolean nadam = optimizer.path(CLASS).asText().equals("Nadam");
    if (nadam && (config.has("schedule_decay") || config.path("decay").asDouble() > 0)) {
      throw new IllegalArgumentException(
          "Nadam of Keras 2 moves its momentum otherwise than today's, at "
              + (config.has("schedule_decay") ? config.get("schedule_decay") : config.get("decay"))
              + " of its pace: compile with another optimizer");
    }
    if (optimizer.path(CLASS).asText().equals("Adagrad")
        && config.has("decay")
        && !config.has("initial_accumulator_value")) {
      config.put("initial_accumulator_value", 0.0);
    }
    JsonNode decay = config.path("decay");
    JsonNode rate = config.path("learning_rate");
    if (decay.asDouble() > 0 && rate.isNumber()) {
      ObjectNode schedule = Json.layer("keras.optimizers.schedules", "InverseTimeDecay");
      ((ObjectNode) schedule.get("config"))
          .put("initial_learning_rate", rate.asDouble())
          .put("decay_steps", 1)
          .put("decay_rate", decay.asDouble());
      config.set("learning_rate", schedule);
      config.remove("decay");
    }
    return optimizer;
  }
}
