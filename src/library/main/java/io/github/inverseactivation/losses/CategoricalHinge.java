package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The hinge loss of one-hot labels: 0 where the right class is ahead of every other by a margin of
 * 1.
 *
 * <pre>
 * loss = max(max((1 - label) * prediction) - sum(label * prediction) + 1, 0)
 * </pre>
 *
 * <p>The sum and the inner maximum are over the last dimension. Labels, one-hot, and predictions
 * have the same shape {@code [n, ..., classes]}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new CategoricalHinge().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.CategoricalHinge}.
 */
public final class CategoricalHinge extends PairedLoss<CategoricalHinge> {

  /** Creates a loss. */
  public CategoricalHinge() {
    super("categorical_hinge");
  }

  @Override
  <T extends TNumber> Operand<T> losses(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Operand<T> one = tf.constant(labels.type(), 1);
    Operand<T> others = tf.math.mul(tf.math.sub(one, labels), predictions);
    Operand<T> best = tf.max(others, tf.constant(-1));
    Operand<T> right = tf.reduceSum(tf.math.mul(labels, predictions), tf.constant(-1));
    return tf.math.maximum(
        tf.math.add(tf.math.sub(best, right), one), tf.constant(labels.type(), 0));
  }
}
