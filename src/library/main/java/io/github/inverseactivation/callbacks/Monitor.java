package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.metrics.Direction;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A number to watch, and when it has become better. Immutable.
 *
 * <p>Numbers are compared in single precision, as Keras does. Unlike Keras, which takes a first
 * value that is not a number for the best and then never finds a better one, NaN is never better
 * than anything.
 */
record Monitor(String name, MonitorMode mode, double minDelta) {
  /** Nothing has been seen yet: every number is better. */
  static final double NONE = Double.NaN;

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  Monitor {
    Objects.requireNonNull(name, "monitor");
    Objects.requireNonNull(mode, "mode");
    if (Double.isNaN(minDelta)) {
      throw new IllegalArgumentException("minDelta must be a number, not NaN");
    }
    minDelta = Math.abs(minDelta);
  }

  static Monitor of(double minDelta) {
    return new Monitor("val_loss", MonitorMode.AUTO, minDelta);
  }

  Monitor name(String newName) {
    return new Monitor(newName, mode, minDelta);
  }

  Monitor mode(MonitorMode newMode) {
    return new Monitor(name, newMode, minDelta);
  }

  Monitor minDelta(double newMinDelta) {
    return new Monitor(name, mode, newMinDelta);
  }

  /** The watched number, or null, with a warning, where the logs have none. */
  Double value(Map<String, Double> logs) {
    Double value = logs.get(name);
    if (value == null) {
      LOG.warn("there is no '{}' to watch, found {}", name, logs.keySet());
    }
    return value;
  }

  boolean isImprovement(TrainingContext context, double value, double reference) {
    boolean up = isUp(context);
    if (Double.isNaN(value) || Double.isNaN(reference)) {
      return !Double.isNaN(value);
    }
    float against = (float) reference;
    return up ? (float) (value - minDelta) > against : (float) (value + minDelta) < against;
  }

  private boolean isUp(TrainingContext context) {
    if (mode != MonitorMode.AUTO) {
      return mode == MonitorMode.MAX;
    }
    Direction direction =
        context
            .direction(name.startsWith("val_") ? name.substring(4) : name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it is not known which way '"
                            + name
                            + "' gets better: set mode(MonitorMode.MIN) or mode(MonitorMode.MAX)"));
    return direction == Direction.UP;
  }
}
