package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lowers the learning rate when a number has stopped to get better.
 *
 * <pre>
 * learningRate = max(learningRate * factor, minLearningRate)
 * </pre>
 *
 * <p>after {@code patience} epochs without one that is better than the best by more than {@code
 * minDelta}. After a reduction, {@code cooldown} epochs are not counted. The learning rate is added
 * to the logs as {@code learning_rate}.
 *
 * <pre>{@code
 * Callback plateau = new ReduceLROnPlateau().factor(0.2).patience(5).minLearningRate(1e-5);
 * model.fit(data, Fit.epochs(100).validationSplit(0.1).callbacks(plateau));
 * }</pre>
 *
 * <p>Immutable settings, to be used for one run at a time; every wither returns a changed copy.
 *
 * <p>Source: Keras, {@code callbacks/reduce_lr_on_plateau.py}.
 */
public final class ReduceLROnPlateau implements Callback, Cloneable {
  private Monitor monitor = Monitor.of(1e-4);
  private double factor = 0.1;
  private int patience = 10;
  private int cooldown;
  private double minLearningRate;

  private double best = Monitor.NONE;
  private int wait;
  private int cooling;

  /** Watches {@code val_loss}, and divides the learning rate by 10 after 10 epochs. */
  public ReduceLROnPlateau() {}

  /**
   * Sets what is watched. Default: {@code val_loss}.
   *
   * @param name a key of the logs
   * @return a changed copy
   */
  public ReduceLROnPlateau monitor(String name) {
    return with(copy -> copy.monitor = monitor.name(name));
  }

  /**
   * Sets which way is better. Default: {@link MonitorMode#AUTO}.
   *
   * @param mode the direction
   * @return a changed copy
   */
  public ReduceLROnPlateau mode(MonitorMode mode) {
    return with(copy -> copy.monitor = monitor.mode(mode));
  }

  /**
   * Sets the least change that counts as better. Default: 1e-4.
   *
   * @param minDelta a number; its sign does not matter
   * @return a changed copy
   */
  public ReduceLROnPlateau minDelta(double minDelta) {
    return with(copy -> copy.monitor = monitor.minDelta(minDelta));
  }

  /**
   * Sets what the learning rate is multiplied by. Default: 0.1.
   *
   * @param factor in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1)
   */
  public ReduceLROnPlateau factor(double factor) {
    if (!(factor >= 0 && factor < 1)) {
      throw new IllegalArgumentException("factor must be in [0, 1), not " + factor);
    }
    return with(copy -> copy.factor = factor);
  }

  /**
   * Sets how many epochs may go by without a better one. Default: 10.
   *
   * @param patience at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public ReduceLROnPlateau patience(int patience) {
    Ranges.atLeastZero("patience", patience);
    return with(copy -> copy.patience = patience);
  }

  /**
   * Sets how many epochs after a reduction are not counted. Default: 0.
   *
   * @param cooldown at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public ReduceLROnPlateau cooldown(int cooldown) {
    Ranges.atLeastZero("cooldown", cooldown);
    return with(copy -> copy.cooldown = cooldown);
  }

  /**
   * Sets the lowest learning rate, Keras's {@code min_lr}. Default: 0.
   *
   * @param minLearningRate at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative or no number
   */
  public ReduceLROnPlateau minLearningRate(double minLearningRate) {
    Ranges.finiteAtLeastZero("minLearningRate", minLearningRate);
    return with(copy -> copy.minLearningRate = minLearningRate);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    best = Monitor.NONE;
    wait = 0;
    cooling = 0;
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    logs.put("learning_rate", (double) (float) context.learningRate());
    Double value = monitor.value(logs);
    if (value == null) {
      return;
    }
    if (cooling > 0) {
      cooling--;
      wait = 0;
    }
    if (monitor.isImprovement(context, value, best)) {
      best = value;
      wait = 0;
    } else if (cooling == 0) {
      wait++;
      if (wait >= patience) {
        reduce(context);
      }
    }
  }

  private void reduce(TrainingContext context) {
    float present = (float) context.learningRate();
    if (present > (float) minLearningRate) {
      context.learningRate(Math.max(present * factor, minLearningRate));
      cooling = cooldown;
      wait = 0;
    }
  }

  @Override
  public Map<String, Array> state() {
    return Map.of(
        "best", States.of(best),
        "wait", States.of((long) wait),
        "cooling", States.of((long) cooling));
  }

  @Override
  public void restore(Map<String, Array> state) {
    best = States.number(state, "best");
    wait = States.integer(state, "wait");
    cooling = States.integer(state, "cooling");
  }

  private ReduceLROnPlateau with(Consumer<ReduceLROnPlateau> change) {
    try {
      ReduceLROnPlateau copy = (ReduceLROnPlateau) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
