package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;
import java.util.function.Consumer;

/**
 * A learning rate that falls along half a cosine again and again, each time more slowly and, if
 * wanted, from another height.
 *
 * <p>The first fall takes {@code firstDecaySteps} steps, each other one {@code tMul} times as many
 * as the one before. In fall {@code i = 0, 1, ...}, with {@code f} from 0 to 1:
 *
 * <pre>
 * initialLearningRate * ((1 - alpha) * mMul^i * (1 + cos(pi * f)) / 2 + alpha)
 * </pre>
 *
 * <pre>{@code
 * Schedule schedule = new CosineDecayRestarts(0.1, 1000).mMul(0.8).alpha(0.01);
 * Optimizer optimizer = new SGD().learningRate(schedule);
 * }</pre>
 *
 * <p>Sources: Loshchilov and Hutter, 2016, arXiv:1608.03983; Keras, {@code
 * keras.optimizers.schedules.CosineDecayRestarts}.
 */
public final class CosineDecayRestarts implements Schedule, Cloneable {

  /** The logarithm at a restart may come out a little less than the whole number it is. */
  private static final double ROUNDING = 1e-12;

  private double initialLearningRate;
  private int firstDecaySteps;
  private double tMul = 2;
  private double mMul = 1;
  private double alpha;

  /**
   * Creates a schedule.
   *
   * @param initialLearningRate the learning rate of the first step, finite and at least 0
   * @param firstDecaySteps in how many steps it first falls, at least 1
   * @throws IllegalArgumentException if an argument is out of range
   */
  public CosineDecayRestarts(double initialLearningRate, int firstDecaySteps) {
    this.initialLearningRate = Ranges.atLeastZero("initialLearningRate", initialLearningRate);
    this.firstDecaySteps = Ranges.steps("firstDecaySteps", firstDecaySteps, 1);
  }

  /**
   * The same schedule, with each fall taking that many times as long as the one before.
   *
   * @param tMul the factor, finite and at least 1; 2 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CosineDecayRestarts tMul(double tMul) {
    Ranges.atLeastOne("tMul", tMul);
    return with(copy -> copy.tMul = tMul);
  }

  /**
   * The same schedule, with each fall beginning that many times as high as the one before.
   *
   * @param mMul the factor, finite and at least 0; 1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CosineDecayRestarts mMul(double mMul) {
    Ranges.atLeastZero("mMul", mMul);
    return with(copy -> copy.mMul = mMul);
  }

  /**
   * The same schedule, falling not to 0 but to a share of {@code initialLearningRate}.
   *
   * @param alpha the share, finite and at least 0; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CosineDecayRestarts alpha(double alpha) {
    Ranges.atLeastZero("alpha", alpha);
    return with(copy -> copy.alpha = alpha);
  }

  @Override
  public double at(long iteration) {
    double falls = (double) iteration / firstDecaySteps;
    double fall;
    double done;
    if (tMul == 1) {
      fall = Math.floor(falls);
      done = falls - fall;
    } else {
      fall = Math.floor(Math.log(1 + falls * (tMul - 1)) / Math.log(tMul) + ROUNDING);
      done = (falls - (Math.pow(tMul, fall) - 1) / (tMul - 1)) / Math.pow(tMul, fall);
    }
    double cosine = Math.pow(mMul, fall) * (1 + Math.cos(Math.PI * done)) / 2;
    return initialLearningRate * ((1 - alpha) * cosine + alpha);
  }

  @Override
  public void options(Options options) {
    initialLearningRate =
        Ranges.atLeastZero(
            "initialLearningRate", options.number("initialLearningRate", initialLearningRate));
    firstDecaySteps =
        Ranges.steps("firstDecaySteps", options.integer("firstDecaySteps", firstDecaySteps), 1);
    tMul = Ranges.atLeastOne("tMul", options.number("tMul", tMul));
    mMul = Ranges.atLeastZero("mMul", options.number("mMul", mMul));
    alpha = Ranges.atLeastZero("alpha", options.number("alpha", alpha));
  }

  private CosineDecayRestarts with(Consumer<CosineDecayRestarts> change) {
    try {
      CosineDecayRestarts copy = (CosineDecayRestarts) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
