package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Huber's loss: squared for small differences, linear for large ones, so that outliers pull less.
 *
 * <p>With {@code x = prediction - label}, the mean over the last dimension of {@code x^2 / 2} where
 * {@code |x| <= delta}, and of {@code delta * |x| - delta^2 / 2} elsewhere. Labels and predictions
 * have the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <p>Source: Keras, {@code keras.losses.Huber}.
 */
public final class Huber extends ElementwiseLoss<Huber> {

  private double delta = 1;

  /** Creates a loss with a delta of 1. */
  public Huber() {
    super("huber_loss");
  }

  /**
   * Creates a loss.
   *
   * @param delta the difference from which on the loss is linear, finite and above 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Huber(double delta) {
    this();
    this.delta = Ranges.positive("delta", delta);
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Class<T> type = predictions.type();
    Operand<T> error = tf.math.sub(predictions, labels);
    Operand<T> size = tf.math.abs(error);
    Operand<T> bound = tf.constant(type, delta);
    return tf.select(
        tf.math.lessEqual(size, bound),
        tf.math.mul(tf.constant(type, 0.5), tf.math.square(error)),
        tf.math.sub(tf.math.mul(bound, size), tf.constant(type, delta * delta / 2)));
  }

  @Override
  public void formulaOptions(Options options) {
    delta = Ranges.positive("delta", options.number("delta", delta));
  }
}
