package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;
import java.util.function.Consumer;

/**
 * A learning rate that falls along a power: in a straight line, unless said otherwise.
 *
 * <pre>
 * f = min(iteration / decaySteps, 1)
 * (initialLearningRate - endLearningRate) * (1 - f)^power + endLearningRate
 * </pre>
 *
 * <p>With {@link #cycle}, {@code f = iteration / (decaySteps * k)} with the smallest whole {@code
 * k} that makes it at most 1: at the end of each fall it rises again, and the next fall begins
 * lower.
 *
 * <pre>{@code
 * Schedule schedule = new PolynomialDecay(0.1, 10_000).endLearningRate(0.001).power(2);
 * Optimizer optimizer = new SGD().learningRate(schedule);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.optimizers.schedules.PolynomialDecay}.
 */
public final class PolynomialDecay implements Schedule, Cloneable {

  private double initialLearningRate;
  private int decaySteps;
  private double endLearningRate = 0.0001;
  private double power = 1;
  private boolean cycle;

  /**
   * Creates a schedule.
   *
   * @param initialLearningRate the learning rate of the first step, finite and at least 0
   * @param decaySteps in how many steps it falls, at least 1
   * @throws IllegalArgumentException if an argument is out of range
   */
  public PolynomialDecay(double initialLearningRate, int decaySteps) {
    this.initialLearningRate = Ranges.atLeastZero("initialLearningRate", initialLearningRate);
    this.decaySteps = Ranges.steps("decaySteps", decaySteps, 1);
  }

  /**
   * The same schedule, falling to another learning rate.
   *
   * @param endLearningRate the learning rate at the end, finite and at least 0; 0.0001 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public PolynomialDecay endLearningRate(double endLearningRate) {
    Ranges.atLeastZero("endLearningRate", endLearningRate);
    return with(copy -> copy.endLearningRate = endLearningRate);
  }

  /**
   * The same schedule, falling along another power.
   *
   * @param power the power, finite and at least 0; 1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public PolynomialDecay power(double power) {
    Ranges.atLeastZero("power", power);
    return with(copy -> copy.power = power);
  }

  /**
   * The same schedule, beginning anew whenever it has fallen.
   *
   * @param cycle whether to begin anew, false by default
   * @return the changed copy
   */
  public PolynomialDecay cycle(boolean cycle) {
    return with(copy -> copy.cycle = cycle);
  }

  @Override
  public double at(long iteration) {
    double steps = decaySteps;
    if (cycle) {
      steps *= Math.max(1, Math.ceil((double) iteration / decaySteps));
    }
    double done = Math.min(iteration / steps, 1);
    return (initialLearningRate - endLearningRate) * Math.pow(1 - done, power) + endLearningRate;
  }

  @Override
  public void options(Options options) {
    initialLearningRate =
        Ranges.atLeastZero(
            "initialLearningRate", options.number("initialLearningRate", initialLearningRate));
    decaySteps = Ranges.steps("decaySteps", options.integer("decaySteps", decaySteps), 1);
    endLearningRate =
        Ranges.atLeastZero("endLearningRate", options.number("endLearningRate", endLearningRate));
    power = Ranges.atLeastZero("power", options.number("power", power));
    cycle = options.bool("cycle", cycle);
  }

  private PolynomialDecay with(Consumer<PolynomialDecay> change) {
    try {
      PolynomialDecay copy = (PolynomialDecay) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
