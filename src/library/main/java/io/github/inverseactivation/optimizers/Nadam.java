package io.github.inverseactivation.optimizers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Nadam: {@link Adam} with Nesterov's momentum, which looks one step ahead.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr} and step {@code t = 1, 2,
 * ...}:
 *
 * <pre>
 * u(t) = beta1 * (1 - 0.96^(pace * t) / 2)
 * p *= u(t)                              (p starts at 1)
 * m += (g - m) * (1 - beta1)
 * v += (g^2 - v) * (1 - beta2)
 * n = u(t + 1) * m / (1 - p * u(t + 1)) + (1 - u(t)) * g / (1 - p)
 * w -= lr * n / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <pre>{@code
 * Optimizer optimizer = new Nadam(2e-3).beta2(0.99);
 * }</pre>
 *
 * <p>Sources: Dozat, 2015, "Incorporating Nesterov momentum into Adam"; Keras, {@code
 * keras.optimizers.Nadam}.
 */
public final class Nadam extends MomentsBase<Nadam> {

  private static final String PRODUCT = "u_product";

  private double pace = 1;

  /** Creates an optimizer with a learning rate of 0.001. */
  public Nadam() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Nadam(double learningRate) {
    super("nadam", learningRate);
  }

  /**
   * The same optimizer with another pace at which its momentum rises. In Keras 1 and 2 it was an
   * option, {@code schedule_decay} or {@code decay}, of 0.004 by default, and files of theirs are
   * read so; {@code .keras} files have no place for it, so that a model that is trained so is saved
   * without its training state.
   *
   * @param pace the pace, finite and at least 0; 1 by default, as in Keras 3
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Nadam pace(double pace) {
    Ranges.atLeastZero("pace", pace);
    return with(copy -> copy.pace = pace);
  }

  @Override
  public Optional<String> former() {
    return pace == 1 ? Optional.empty() : Optional.of("a pace of " + pace);
  }

  @Override
  public List<Slot> scalars() {
    return List.of(new Slot(PRODUCT, 1));
  }

  @Override
  protected <T extends TNumber> Op prepare(Ops tf, Operand<T> step, Update<T> any) {
    Operand<T> old = tf.readVariableOp(any.slot(PRODUCT), any.dtype());
    return tf.assignVariableOp(
        any.slot(PRODUCT), tf.math.mul(old, momentum(tf, step, any.dtype())));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Class<T> type = update.dtype();
    Composition<T> composed = new Composition<>(tf, update);
    Operand<T> gradient = update.gradient();
    Operand<T> one = composed.constant(1);
    Operand<T> b2 = composed.constant(beta2());
    Operand<T> m = composed.moved(MOMENTUM, gradient, tf.math.sub(one, composed.constant(beta1())));
    Operand<T> v = composed.moved(VELOCITY, tf.math.square(gradient), tf.math.sub(one, b2));
    Operand<T> now = momentum(tf, step, type);
    Operand<T> next = momentum(tf, tf.math.add(step, one), type);
    Operand<T> product = composed.old(PRODUCT);
    Operand<T> ahead =
        tf.math.div(tf.math.mul(next, m), tf.math.sub(one, tf.math.mul(product, next)));
    Operand<T> present =
        tf.math.div(tf.math.mul(tf.math.sub(one, now), gradient), tf.math.sub(one, product));
    Operand<T> root = tf.math.sqrt(tf.math.div(v, tf.math.sub(one, tf.math.pow(b2, step))));
    return composed.subtract(
        tf.math.div(
            tf.math.mul(learningRate, tf.math.add(ahead, present)),
            tf.math.add(root, composed.constant(epsilon()))));
  }

  /** {@code beta1 * (1 - 0.96^(pace * step) / 2)}. */
  private <T extends TNumber> Operand<T> momentum(Ops tf, Operand<T> step, Class<T> type) {
    Operand<T> paced = tf.math.mul(tf.constant(type, pace), step);
    Operand<T> warmup =
        tf.math.mul(tf.constant(type, 0.5), tf.math.pow(tf.constant(type, 0.96), paced));
    return tf.math.mul(tf.constant(type, beta1()), tf.math.sub(tf.constant(type, 1), warmup));
  }
}
