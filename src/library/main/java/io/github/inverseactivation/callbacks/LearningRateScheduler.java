package io.github.inverseactivation.callbacks;

import java.util.Map;
import java.util.Objects;

/**
 * Sets the learning rate at the beginning of each epoch, and adds it to the logs as {@code
 * learning_rate}. For one that changes at every step, give the optimizer a schedule.
 *
 * <pre>{@code
 * Callback halving = new LearningRateScheduler((epoch, rate) -> epoch < 10 ? rate : rate * 0.5);
 * model.fit(data, Fit.epochs(15).callbacks(halving));
 * }</pre>
 *
 * <p>Source: Keras, {@code callbacks/learning_rate_scheduler.py}.
 */
public final class LearningRateScheduler implements Callback {
  private final Rule rule;

  /** The learning rate of an epoch. */
  @FunctionalInterface
  public interface Rule {

    /**
     * The learning rate of an epoch.
     *
     * @param epoch its number, from 0
     * @param learningRate the learning rate so far, in single precision
     * @return the learning rate, at least 0
     */
    double at(int epoch, double learningRate);
  }

  /**
   * Follows a rule.
   *
   * @param schedule the learning rate of each epoch
   */
  public LearningRateScheduler(Rule schedule) {
    this.rule = Objects.requireNonNull(schedule, "schedule");
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    context.learningRate(rule.at(epoch, (float) context.learningRate()));
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    logs.put("learning_rate", (double) (float) context.learningRate());
  }
}
