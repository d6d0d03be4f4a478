package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;

/**
 * What the optimizers of Adam's kind share: the rates of decay of two running means, and a small
 * number.
 *
 * @param <O> the optimizer itself, the type its withers return
 */
public abstract class MomentsBase<O extends MomentsBase<O>> extends BaseOptimizer<O> {

  static final String MOMENTUM = "momentum";
  static final String VELOCITY = "velocity";

  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon;

  MomentsBase(String name, double learningRate) {
    this(name, learningRate, 1e-7);
  }

  MomentsBase(String name, double learningRate, double epsilon) {
    super(name, learningRate);
    this.epsilon = epsilon;
  }

  /**
   * The same optimizer with another rate of decay of the mean of gradients.
   *
   * @param beta1 the rate, at least 0 and less than 1; 0.9 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O beta1(double beta1) {
    checkedBeta1(beta1);
    return with(copy -> ((MomentsBase<?>) copy).beta1 = beta1);
  }

  /**
   * The same optimizer with another rate of decay of the mean of squared gradients.
   *
   * @param beta2 the rate, at least 0 and less than 1; 0.999 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O beta2(double beta2) {
    Ranges.fraction("beta2", beta2);
    return with(copy -> ((MomentsBase<?>) copy).beta2 = beta2);
  }

  /**
   * The same optimizer with another number that keeps the division from zero.
   *
   * @param epsilon the number, finite and at least 0; 1e-7 by default, unless the optimizer says
   *     otherwise
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O epsilon(double epsilon) {
    Ranges.atLeastZero("epsilon", epsilon);
    return with(copy -> ((MomentsBase<?>) copy).epsilon = epsilon);
  }

  /** Refuses what the formula cannot do with. */
  double checkedBeta1(double beta1) {
    return Ranges.fraction("beta1", beta1);
  }

  final double beta1() {
    return beta1;
  }

  final double beta2() {
    return beta2;
  }

  final double epsilon() {
    return epsilon;
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(new Slot(MOMENTUM, 0), new Slot(VELOCITY, 0)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    beta1 = checkedBeta1(options.number("beta1", beta1));
    beta2 = Ranges.fraction("beta2", options.number("beta2", beta2));
    epsilon = Ranges.atLeastZero("epsilon", options.number("epsilon", epsilon));
  }
}
