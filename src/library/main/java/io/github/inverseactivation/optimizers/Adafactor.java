package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TNumber;

/**
 * Adafactor: {@link Adam} without momentum, that keeps the mean squares of a matrix's rows and
 * columns, for models so large that two numbers beside each weight are too many.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr}, step {@code t = 1, 2,
 * ...} and {@code rms(x) = sqrt(mean(x^2))}:
 *
 * <pre>
 * b = 1 - t^beta2Decay
 * s = g^2 + epsilon1
 * r = b * r + (1 - b) * mean of s over its last dimension
 * c = b * c + (1 - b) * mean of s over its last dimension but one
 * v = r / mean(r) * c                    (with fewer than two dimensions: b * v + (1 - b) * s)
 * u = g / sqrt(v)
 * w -= max(epsilon2, rms(w)) * min(lr, 1 / sqrt(t)) * u / max(1, rms(u) / clipThreshold)
 * </pre>
 *
 * <p>As in Keras, {@code v} is kept too, although it follows from the rest.
 *
 * <pre>{@code
 * Optimizer optimizer = new Adafactor(0.01).clipThreshold(2);
 * }</pre>
 *
 * <p>Sources: Shazeer and Stern, 2018, arXiv:1804.04235; Keras, {@code keras.optimizers.Adafactor}.
 */
public final class Adafactor extends BaseOptimizer<Adafactor> {

  private static final String ROWS = "r";
  private static final String COLUMNS = "c";
  private static final String VELOCITY = "velocity";

  private double beta2Decay = -0.8;
  private double epsilon1 = 1e-30;
  private double epsilon2 = 1e-3;
  private double clipThreshold = 1;
  private boolean relativeStep = true;

  /** Creates an optimizer with a learning rate of 0.001. */
  public Adafactor() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Adafactor(double learningRate) {
    super("adafactor", learningRate);
  }

  /**
   * The same optimizer with means that forget faster or more slowly.
   *
   * @param beta2Decay the power of the step's number, finite and at most 0; -0.8 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adafactor beta2Decay(double beta2Decay) {
    Ranges.atMostZero("beta2Decay", beta2Decay);
    return with(copy -> copy.beta2Decay = beta2Decay);
  }

  /**
   * The same optimizer with another number that keeps the division from zero.
   *
   * @param epsilon1 the number, finite and at least 0; 1e-30 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adafactor epsilon1(double epsilon1) {
    Ranges.atLeastZero("epsilon1", epsilon1);
    return with(copy -> copy.epsilon1 = epsilon1);
  }

  /**
   * The same optimizer with another least size of a weight, by which its steps are scaled.
   *
   * @param epsilon2 the size, finite and at least 0; 0.001 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adafactor epsilon2(double epsilon2) {
    Ranges.atLeastZero("epsilon2", epsilon2);
    return with(copy -> copy.epsilon2 = epsilon2);
  }

  /**
   * The same optimizer with another bound of a step's root mean square.
   *
   * @param clipThreshold the bound, finite and above 0; 1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adafactor clipThreshold(double clipThreshold) {
    Ranges.positive("clipThreshold", clipThreshold);
    return with(copy -> copy.clipThreshold = clipThreshold);
  }

  /**
   * The same optimizer with Keras's option of that name. It changes nothing, there as here: a step
   * is bound by {@code 1 / sqrt(t)} in either case.
   *
   * @param relativeStep true by default
   * @return the changed copy
   */
  public Adafactor relativeStep(boolean relativeStep) {
    return with(copy -> copy.relativeStep = relativeStep);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(
        List.of(
            new Slot(ROWS, 0, Slot.Form.ROWS),
            new Slot(COLUMNS, 0, Slot.Form.COLUMNS),
            new Slot(VELOCITY, 0)));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Composition<T> composed = new Composition<>(tf, update);
    Operand<T> weight = composed.weight();
    Operand<T> squares =
        tf.math.add(tf.math.square(update.gradient()), composed.constant(epsilon1));
    Operand<T> added = tf.math.pow(step, composed.constant(beta2Decay));
    Operand<T> velocity =
        weight.shape().numDimensions() < 2
            ? composed.moved(VELOCITY, squares, added)
            : factored(tf, composed, squares, added);
    Operand<T> change = tf.math.div(update.gradient(), tf.math.sqrt(velocity));
    Operand<T> excess =
        tf.math.maximum(
            composed.constant(1), tf.math.div(rms(tf, change), composed.constant(clipThreshold)));
    Operand<T> rate =
        tf.math.mul(
            tf.math.maximum(composed.constant(epsilon2), rms(tf, weight)),
            tf.math.minimum(learningRate, tf.math.rsqrt(step)));
    return composed.subtract(tf.math.mul(rate, tf.math.div(change, excess)));
  }

  private static <T extends TNumber> Operand<T> factored(
      Ops tf, Composition<T> composed, Operand<T> squares, Operand<T> added) {
    Operand<T> rows = composed.moved(ROWS, tf.math.mean(squares, tf.constant(-1)), added);
    Operand<T> columns = composed.moved(COLUMNS, tf.math.mean(squares, tf.constant(-2)), added);
    Operand<T> share = tf.math.div(rows, tf.math.mean(rows, tf.constant(-1), Mean.keepDims(true)));
    return composed.assign(
        VELOCITY,
        tf.math.mul(
            tf.expandDims(share, tf.constant(-1)), tf.expandDims(columns, tf.constant(-2))));
  }

  private static <T extends TNumber> Operand<T> rms(Ops tf, Operand<T> x) {
    Operand<T> flat = tf.reshape(x, tf.constant(new int[] {-1}));
    return tf.math.sqrt(tf.math.mean(tf.math.square(flat), tf.constant(0)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    beta2Decay = Ranges.atMostZero("beta2Decay", options.number("beta2Decay", beta2Decay));
    epsilon1 = Ranges.atLeastZero("epsilon1", options.number("epsilon1", epsilon1));
    epsilon2 = Ranges.atLeastZero("epsilon2", options.number("epsilon2", epsilon2));
    clipThreshold =
        Ranges.positive("clipThreshold", options.number("clipThreshold", clipThreshold));
    relativeStep = options.bool("relativeStep", relativeStep);
  }
}
