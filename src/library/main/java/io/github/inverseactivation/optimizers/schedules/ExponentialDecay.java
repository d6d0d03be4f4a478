package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;

/**
 * A learning rate that falls by a factor in every so many steps: {@code initialLearningRate *
 * decayRate^(iteration / decaySteps)}.
 *
 * <pre>{@code
 * Optimizer optimizer = new SGD().learningRate(new ExponentialDecay(0.1, 1000, 0.96));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.optimizers.schedules.ExponentialDecay}.
 */
public final class ExponentialDecay implements Schedule, Cloneable {

  private double initialLearningRate;
  private int decaySteps;
  private double decayRate;
  private boolean staircase;

  /**
   * Creates a schedule.
   *
   * @param initialLearningRate the learning rate of the first step, finite and at least 0
   * @param decaySteps how many steps multiply the learning rate by {@code decayRate}, at least 1
   * @param decayRate the factor, finite and at least 0
   * @throws IllegalArgumentException if an argument is out of range
   */
  public ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
    this.initialLearningRate = Ranges.atLeastZero("initialLearningRate", initialLearningRate);
    this.decaySteps = Ranges.steps("decaySteps", decaySteps, 1);
    this.decayRate = Ranges.atLeastZero("decayRate", decayRate);
  }

  /**
   * The same schedule, falling all at once after every {@code decaySteps} steps.
   *
   * @param staircase whether {@code iteration / decaySteps} is rounded down; false by default
   * @return the changed copy
   */
  public ExponentialDecay staircase(boolean staircase) {
    try {
      ExponentialDecay copy = (ExponentialDecay) clone();
      copy.staircase = staircase;
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public double at(long iteration) {
    double periods = (double) iteration / decaySteps;
    return initialLearningRate * Math.pow(decayRate, staircase ? Math.floor(periods) : periods);
  }

  @Override
  public void options(Options options) {
    initialLearningRate =
        Ranges.atLeastZero(
            "initialLearningRate", options.number("initialLearningRate", initialLearningRate));
    decaySteps = Ranges.steps("decaySteps", options.integer("decaySteps", decaySteps), 1);
    decayRate = Ranges.atLeastZero("decayRate", options.number("decayRate", decayRate));
    staircase = options.bool("staircase", staircase);
  }
}
