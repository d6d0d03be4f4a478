package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;
import java.util.function.Consumer;

/**
 * A learning rate that falls as one over time: {@code initialLearningRate / (1 + decayRate *
 * iteration / decaySteps)}.
 *
 * <pre>{@code
 * Optimizer optimizer = new SGD().learningRate(new InverseTimeDecay(0.1, 1000, 0.5));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.optimizers.schedules.InverseTimeDecay}.
 */
public final class InverseTimeDecay implements Schedule, Cloneable {

  private double initialLearningRate;
  private int decaySteps;
  private double decayRate;
  private boolean staircase;

  /**
   * Creates a schedule.
   *
   * @param initialLearningRate the learning rate of the first step, finite and at least 0
   * @param decaySteps how many steps are one unit of time, at least 1
   * @param decayRate how fast it falls, finite and at least 0
   * @throws IllegalArgumentException if an argument is out of range
   */
  public InverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate) {
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
  public InverseTimeDecay staircase(boolean staircase) {
    return with(copy -> copy.staircase = staircase);
  }

  @Override
  public double at(long iteration) {
    double time = (double) iteration / decaySteps;
    return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(time) : time));
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

  private InverseTimeDecay with(Consumer<InverseTimeDecay> change) {
    try {
      InverseTimeDecay copy = (InverseTimeDecay) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
