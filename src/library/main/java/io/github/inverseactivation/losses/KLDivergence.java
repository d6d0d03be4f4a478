package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Kullback and Leibler's divergence of predicted distributions from true ones.
 *
 * <pre>
 * loss = sum(label * log(label / prediction))
 * </pre>
 *
 * <p>The sum is over the last dimension. Labels and predictions are probabilities, clipped to
 * [1e-7, 1], of the same shape {@code [n, ..., classes]}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new KLDivergence().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.KLDivergence}.
 */
public final class KLDivergence extends PairedLoss<KLDivergence> {

  /** Creates a loss. */
  public KLDivergence() {
    super("kl_divergence");
  }

  @Override
  <T extends TNumber> Operand<T> losses(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Operand<T> p = clip(tf, labels);
    Operand<T> ratio = tf.math.div(p, clip(tf, predictions));
    return tf.reduceSum(tf.math.mul(p, tf.math.log(ratio)), tf.constant(-1));
  }

  private static <T extends TNumber> Operand<T> clip(Ops tf, Operand<T> x) {
    return tf.clipByValue(
        x, tf.constant(x.type(), Crossentropies.EPSILON), tf.constant(x.type(), 1));
  }
}
