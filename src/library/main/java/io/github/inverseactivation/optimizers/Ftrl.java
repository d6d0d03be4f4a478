package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * FTRL, "follow the regularized leader": keeps weights at exactly 0 as long as their gradients are
 * small, for wide and sparse linear models.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr}, {@code p =
 * -learningRatePower}, regularization strengths {@code l1}, {@code l2} and {@code shrinkage}, and
 * {@code a} that starts at {@code initialAccumulatorValue}:
 *
 * <pre>
 * b = a + g^2
 * z += g + 2 * shrinkage * w - (b^p - a^p) / lr * w
 * w = (clip(z, -l1, l1) - z) / (b^p / lr + 2 * l2 + beta / lr)
 * a = b
 * </pre>
 *
 * <p>The learning rate must be above 0 at every step.
 *
 * <pre>{@code
 * Optimizer optimizer = new Ftrl(0.1).l1RegularizationStrength(0.01);
 * }</pre>
 *
 * <p>Sources: McMahan et al., 2013, "Ad click prediction: a view from the trenches"; Keras, {@code
 * keras.optimizers.Ftrl}.
 */
public final class Ftrl extends BaseOptimizer<Ftrl> {

  private static final String ACCUMULATOR = "accumulator";
  private static final String LINEAR = "linear";

  private double learningRatePower = -0.5;
  private double initialAccumulatorValue = 0.1;
  private double l1RegularizationStrength;
  private double l2RegularizationStrength;
  private double l2ShrinkageRegularizationStrength;
  private double beta;

  /** Creates an optimizer with a learning rate of 0.001. */
  public Ftrl() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Ftrl(double learningRate) {
    super("ftrl", learningRate);
  }

  /**
   * The same optimizer with another power of the learning rate's fall.
   *
   * @param learningRatePower the power, finite and at most 0, where 0 is a fixed learning rate;
   *     -0.5 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Ftrl learningRatePower(double learningRatePower) {
    Ranges.atMostZero("learningRatePower", learningRatePower);
    return with(copy -> copy.learningRatePower = learningRatePower);
  }

  /**
   * The same optimizer with another start of the sums of squares.
   *
   * @param initialAccumulatorValue the start, finite and at least 0; 0.1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Ftrl initialAccumulatorValue(double initialAccumulatorValue) {
    Ranges.atLeastZero("initialAccumulatorValue", initialAccumulatorValue);
    return with(copy -> copy.initialAccumulatorValue = initialAccumulatorValue);
  }

  /**
   * The same optimizer with another strength of the L1 regularization.
   *
   * @param l1RegularizationStrength the strength, finite and at least 0; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Ftrl l1RegularizationStrength(double l1RegularizationStrength) {
    Ranges.atLeastZero("l1RegularizationStrength", l1RegularizationStrength);
    return with(copy -> copy.l1RegularizationStrength = l1RegularizationStrength);
  }

  /**
   * The same optimizer with another strength of the L2 regularization.
   *
   * @param l2RegularizationStrength the strength, finite and at least 0; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Ftrl l2RegularizationStrength(double l2RegularizationStrength) {
    Ranges.atLeastZero("l2RegularizationStrength", l2RegularizationStrength);
    return with(copy -> copy.l2RegularizationStrength = l2RegularizationStrength);
  }

  /**
   * The same optimizer with another strength of the L2 regularization that only shrinks.
   *
   * @param l2ShrinkageRegularizationStrength the strength, finite and at least 0; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Ftrl l2ShrinkageRegularizationStrength(double l2ShrinkageRegularizationStrength) {
    Ranges.atLeastZero("l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength);
    return with(copy -> copy.l2ShrinkageRegularizationStrength = l2ShrinkageRegularizationStrength);
  }

  /**
   * The same optimizer with another beta of the paper.
   *
   * @param beta beta, finite and at least 0; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Ftrl beta(double beta) {
    Ranges.atLeastZero("beta", beta);
    return with(copy -> copy.beta = beta);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(new Slot(ACCUMULATOR, initialAccumulatorValue), new Slot(LINEAR, 0)));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Class<T> type = update.dtype();
    Operand<T> l2 =
        tf.math.add(
            tf.constant(type, l2RegularizationStrength),
            tf.math.div(tf.constant(type, beta / 2), learningRate));
    return tf.train.resourceApplyFtrl(
        update.variable(),
        update.slot(ACCUMULATOR),
        update.slot(LINEAR),
        update.gradient(),
        learningRate,
        tf.constant(type, l1RegularizationStrength),
        l2,
        tf.constant(type, l2ShrinkageRegularizationStrength),
        tf.constant(type, learningRatePower));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    learningRatePower =
        Ranges.atMostZero(
            "learningRatePower", options.number("learningRatePower", learningRatePower));
    initialAccumulatorValue =
        Ranges.atLeastZero(
            "initialAccumulatorValue",
            options.number("initialAccumulatorValue", initialAccumulatorValue));
    l1RegularizationStrength =
        Ranges.atLeastZero(
            "l1RegularizationStrength",
            options.number("l1RegularizationStrength", l1RegularizationStrength));
    l2RegularizationStrength =
        Ranges.atLeastZero(
            "l2RegularizationStrength",
            options.number("l2RegularizationStrength", l2RegularizationStrength));
    l2ShrinkageRegularizationStrength =
        Ranges.atLeastZero(
            "l2ShrinkageRegularizationStrength",
            options.number("l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength));
    beta = Ranges.atLeastZero("beta", options.number("beta", beta));
  }
}
