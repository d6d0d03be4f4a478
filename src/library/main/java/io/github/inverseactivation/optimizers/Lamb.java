package io.github.inverseactivation.optimizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * LAMB: {@link Adam} with each weight's step scaled to the weight's own norm, for large batches.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr} and step {@code t = 1, 2,
 * ...}:
 *
 * <pre>
 * m += (g - m) * (1 - beta1)
 * v += (g^2 - v) * (1 - beta2)
 * u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * w -= lr * |w| / |u| * u                (lr * u where |w| or |u| is 0)
 * </pre>
 *
 * <pre>{@code
 * Optimizer optimizer = new Lamb(2e-3).weightDecay(0.01).excludeFromWeightDecay("bias");
 * }</pre>
 *
 * <p>As in Keras, weight decay comes before the step and does not enter {@code u}.
 *
 * <p>Sources: You et al., 2019, arXiv:1904.00962; Keras, {@code keras.optimizers.Lamb}.
 */
public final class Lamb extends MomentsBase<Lamb> {

  /** Creates an optimizer with a learning rate of 0.001. */
  public Lamb() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Lamb(double learningRate) {
    super("lamb", learningRate);
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Composition<T> composed = new Composition<>(tf, update);
    Operand<T> gradient = update.gradient();
    Operand<T> one = composed.constant(1);
    Operand<T> m = composed.moved(MOMENTUM, gradient, composed.constant(1 - beta1()));
    Operand<T> v =
        composed.moved(VELOCITY, tf.math.square(gradient), composed.constant(1 - beta2()));
    Operand<T> power1 = tf.math.pow(composed.constant(beta1()), step);
    Operand<T> power2 = tf.math.pow(composed.constant(beta2()), step);
    Operand<T> root = tf.math.sqrt(tf.math.div(v, tf.math.sub(one, power2)));
    Operand<T> change =
        tf.math.div(
            tf.math.div(m, tf.math.sub(one, power1)),
            tf.math.add(root, composed.constant(epsilon())));
    Operand<T> trust = trust(tf, composed, norm(tf, composed.weight()), norm(tf, change));
    return composed.subtract(tf.math.mul(tf.math.mul(trust, learningRate), change));
  }

  private static <T extends TNumber> Operand<T> norm(Ops tf, Operand<T> x) {
    Operand<T> flat = tf.reshape(x, tf.constant(new int[] {-1}));
    return tf.math.sqrt(tf.reduceSum(tf.math.square(flat), tf.constant(0)));
  }

  /** The quotient of the norms; 1 where one of them is 0. */
  private static <T extends TNumber> Operand<T> trust(
      Ops tf, Composition<T> composed, Operand<T> weight, Operand<T> change) {
    Operand<T> zero = composed.constant(0);
    Operand<TBool> both =
        tf.math.logicalAnd(tf.math.greater(weight, zero), tf.math.greater(change, zero));
    return tf.select(both, tf.math.div(weight, change), composed.constant(1));
  }
}
