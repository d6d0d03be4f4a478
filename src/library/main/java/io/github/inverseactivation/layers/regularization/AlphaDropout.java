package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Dropout for networks with SELU activations, which keeps the mean and variance: in training, each
 * element is {@code -1.758...}, the value that SELU goes to, with probability {@code rate}, and
 * everything is scaled and shifted back to mean 0 and variance 1. At inference the output is the
 * input.
 *
 * <p>Options and their defaults: {@code noiseShape} the input's shape, {@code seed} none.
 *
 * <pre>{@code
 * new AlphaDropout(0.1)
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.AlphaDropout}; Klambauer et al. 2017, arXiv 1706.02515.
 */
public final class AlphaDropout extends NoiseShaped<AlphaDropout> {
  /** SELU's limit towards minus infinity: its scale times its alpha, negative. */
  private static final double LIMIT = -1.0507009873554805 * 1.6732632423543772;

  /**
   * Dropout of a rate.
   *
   * @param rate the fraction to drop, from 0 to below 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public AlphaDropout(double rate) {
    super(rate);
  }

  @Override
  protected <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    double factor = 1 / Math.sqrt((1 - rate) * (1 + rate * LIMIT * LIMIT));
    double shift = -factor * LIMIT * rate;
    Operand<T> kept = kept(context, maskShape(tf, x));
    Operand<T> dropped = tf.math.sub(context.constant(1), kept);
    Operand<T> mixed =
        tf.math.add(tf.math.mul(x, kept), tf.math.mul(dropped, context.constant(LIMIT)));
    return tf.math.add(tf.math.mul(mixed, context.constant(factor)), context.constant(shift));
  }

  @Override
  public void validate() {
    super.validate();
    requireBelowOne();
  }
}
