package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.optimizers.Adagrad;
import io.github.inverseactivation.optimizers.Nadam;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.RMSprop;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasVersion;

/**
 * Optimizers as the version of Keras that wrote them meant them: with the formulas of Keras 1 and
 * 2, which TensorFlow 2.11 to 2.15 called legacy, where they differ from those of Keras 3.
 */
final class FormerOptimizer {
  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";
  private static final String DECAY = "decay";
  private static final String PACE = "schedule_decay";
  private static final String ACCUMULATION = "gradient_accumulation_steps";
  private static final String SHRINKAGE = "l2_shrinkage_regularization_strength";
  private static final String RATE = "learning_rate";
  private static final String LEGACY = "legacy>";

  /** Where the optimizer is in one that scales the loss; single precision needs none. */
  private static final String INNER = "inner_optimizer";

  private FormerOptimizer() {}

  /** Reads an optimizer in the version's notation. */
  static Optimizer read(KerasConfig codec, JsonNode written) {
    if (!(written instanceof ObjectNode) || !written.path(CONFIG).isObject()) {
      if (codec.version().isBefore(3, 0) && written.asText().equalsIgnoreCase("nadam")) {
        throw nadam();
      }
      return codec.read(written, Optimizer.class);
    }
    ObjectNode node = ((ObjectNode) written).deepCopy();
    ObjectNode config = (ObjectNode) node.get(CONFIG);
    String className = plain(node.path(CLASS).asText());
    if (className.startsWith("LossScaleOptimizer")) {
      return read(codec, config.path(config.has(INNER) ? INNER : "optimizer"));
    }
    if (isFormer(codec.version(), node, config)) {
      node.put(CLASS, className);
      return former(codec, className, node, config);
    }
    if (codec.version().isBefore(3, 6)
        && config.hasNonNull(ACCUMULATION)
        && !className.equals("SGD")) {
      throw new IllegalArgumentException(
          "Keras "
              + codec.version()
              + " counted steps for "
              + className
              + " where it counts updates today, by its "
              + ACCUMULATION
              + " more: compile again");
    }
    if (className.endsWith("Nadam") && codec.version().isBefore(3, 0)) {
      throw nadam();
    }
    return codec.read(node, Optimizer.class);
  }

  private static IllegalArgumentException nadam() {
    return new IllegalArgumentException(
        "Nadam of Keras 2.11 to 2.15 moved its momentum once for each weight, not once a step,"
            + " and did not save it: compile with another optimizer");
  }

  /** A class without the package that some versions put before its name. */
  private static String plain(String className) {
    int legacy = className.indexOf(LEGACY);
    return legacy < 0 ? className : className.substring(legacy + LEGACY.length());
  }

  /**
   * Whether the formulas are the former ones. From Keras 2.11 on there were both; only the former
   * had an option {@code decay}.
   */
  private static boolean isFormer(KerasVersion version, ObjectNode node, ObjectNode config) {
    return version.isBefore(3, 0)
        && (version.isBefore(2, 11)
            || config.has(DECAY)
            || node.path(CLASS).asText().contains(LEGACY));
  }

  private static Optimizer former(
      KerasConfig codec, String className, ObjectNode node, ObjectNode config) {
    if (config.has("lr") && !config.has(RATE)) {
      config.set(RATE, config.remove("lr"));
    }
    if (className.equals("Nadam")) {
      JsonNode pace = config.has(PACE) ? config.remove(PACE) : config.path(DECAY);
      config.remove(DECAY); // which moved its momentum and not its rate
      return ((Nadam) codec.read(node, Optimizer.class)).pace(pace.asDouble(0.004));
    }
    if (className.equals("Adagrad") && !config.has("initial_accumulator_value")) {
      config.put("initial_accumulator_value", 0.0);
    }
    if (className.equals("Ftrl")
        && codec.version().isBefore(2, 8)
        && config.path(SHRINKAGE).asDouble() != 0) {
      throw new IllegalArgumentException(
          "Ftrl of Keras "
              + codec.version()
              + " took its "
              + SHRINKAGE
              + " otherwise than today's: compile with another optimizer");
    }
    JsonNode decay = config.path(DECAY);
    JsonNode rate = config.path(RATE);
    if (decay.asDouble() > 0 && rate.isNumber()) {
      ObjectNode schedule = Json.layer("keras.optimizers.schedules", "InverseTimeDecay");
      ((ObjectNode) schedule.get(CONFIG))
          .put("initial_learning_rate", rate.asDouble())
          .put("decay_steps", 1)
          .put("decay_rate", decay.asDouble());
      config.set(RATE, schedule);
      config.remove(DECAY);
    }
    Optimizer optimizer = codec.read(node, Optimizer.class);
    if (optimizer instanceof RMSprop rmsprop) {
      // with momentum a kernel of TensorFlow's computed it, as today
      return rmsprop.epsilonOutsideRoot(config.path("momentum").asDouble() == 0);
    }
    return optimizer instanceof Adagrad adagrad ? adagrad.epsilonOutsideRoot(true) : optimizer;
  }
}
