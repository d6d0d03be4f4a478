package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;
import java.util.function.Consumer;

/**
 * A learning rate that falls along half a cosine, after a linear rise if wanted.
 *
 * <p>With {@code f = min(iteration / decaySteps, 1)} it is {@code initialLearningRate * ((1 -
 * alpha) * (1 + cos(pi * f)) / 2 + alpha)}. With {@link #warmup} it first rises from {@code
 * initialLearningRate} to the target in a straight line, then falls from the target.
 *
 * <pre>{@code
 * Optimizer optimizer =
 *     new AdamW().learningRate(new CosineDecay(0, 10_000).warmup(1e-3, 500));
 * }</pre>
 *
 * <p>Sources: Loshchilov and Hutter, 2016, arXiv:1608.03983; Keras, {@code
 * keras.optimizers.schedules.CosineDecay}.
 */
public final class CosineDecay implements Schedule, Cloneable {

  private double initialLearningRate;
  private int decaySteps;
  private double alpha;
  private Double warmupTarget;
  private int warmupSteps;

  /**
   * Creates a schedule that falls to 0.
   *
   * @param initialLearningRate the learning rate of the first step, finite and at least 0
   * @param decaySteps in how many steps it falls, at least 1
   * @throws IllegalArgumentException if an argument is out of range
   */
  public CosineDecay(double initialLearningRate, int decaySteps) {
    this.initialLearningRate = Ranges.atLeastZero("initialLearningRate", initialLearningRate);
    this.decaySteps = Ranges.steps("decaySteps", decaySteps, 1);
  }

  /**
   * The same schedule, falling not to 0 but to a share of where the fall began.
   *
   * @param alpha the share, finite and at least 0; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CosineDecay alpha(double alpha) {
    Ranges.atLeastZero("alpha", alpha);
    return with(copy -> copy.alpha = alpha);
  }

  /**
   * The same schedule, with a linear rise before the fall.
   *
   * @param target the learning rate at the end of the rise, finite and at least 0
   * @param steps in how many steps it rises, at least 0
   * @return the changed copy
   * @throws IllegalArgumentException if an argument is out of range
   */
  public CosineDecay warmup(double target, int steps) {
    Ranges.atLeastZero("warmupTarget", target);
    Ranges.steps("warmupSteps", steps, 0);
    return with(
        copy -> {
          copy.warmupTarget = target;
          copy.warmupSteps = steps;
        });
  }

  @Override
  public double at(long iteration) {
    if (warmupTarget == null) {
      return initialLearningRate * decayed(iteration);
    }
    if (iteration < warmupSteps) {
      double risen = (double) iteration / warmupSteps;
      return initialLearningRate + (warmupTarget - initialLearningRate) * risen;
    }
    return warmupTarget * decayed(iteration - warmupSteps);
  }

  private double decayed(long iteration) {
    double done = Math.min((double) iteration / decaySteps, 1);
    return (1 - alpha) * (1 + Math.cos(Math.PI * done)) / 2 + alpha;
  }

  @Override
  public void options(Options options) {
    initialLearningRate =
        Ranges.atLeastZero(
            "initialLearningRate", options.number("initialLearningRate", initialLearningRate));
    decaySteps = Ranges.steps("decaySteps", options.integer("decaySteps", decaySteps), 1);
    alpha = Ranges.atLeastZero("alpha", options.number("alpha", alpha));
    warmupTarget = options.optionalNumber("warmupTarget", warmupTarget);
    warmupSteps = Ranges.steps("warmupSteps", options.integer("warmupSteps", warmupSteps), 0);
    if (warmupTarget != null) {
      Ranges.atLeastZero("warmupTarget", warmupTarget);
    }
  }

  private CosineDecay with(Consumer<CosineDecay> change) {
    try {
      CosineDecay copy = (CosineDecay) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
