package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The logarithm of the hyperbolic cosine of differences: squared for small ones, linear for large
 * ones, smooth in between.
 *
 * <pre>
 * loss = mean(log(cosh(prediction - label)))
 * </pre>
 *
 * <p>The mean is over the last dimension. Labels and predictions have the shape {@code [n, ...,
 * d]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new LogCosh().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.LogCosh}.
 */
public final class LogCosh extends ElementwiseLoss<LogCosh> {

  /** Creates a loss. */
  public LogCosh() {
    super("log_cosh");
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Class<T> type = labels.type();
    Operand<T> x = tf.math.sub(predictions, labels);
    // cosh overflows for large x; this is the same number.
    Operand<T> rest = tf.math.softplus(tf.math.mul(x, tf.constant(type, -2)));
    return tf.math.sub(tf.math.add(x, rest), tf.constant(type, Math.log(2)));
  }
}
