package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.RandomLayer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * What all kinds of dropout share: the rate.
 *
 * @param <L> the subclass itself
 */
abstract class Rated<L extends Rated<L>> extends RandomLayer<L> {
  double rate;

  Rated(double rate) {
    this.rate = rate;
    validate();
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected final boolean disturbs() {
    return rate > 0;
  }

  /** A mask of that shape: 0 with probability {@code rate}, else 1. */
  final <T extends TNumber> Operand<T> kept(LayerContext<T> context, Operand<TInt32> shape) {
    Ops tf = context.tf();
    Operand<TFloat32> uniform = uniform(context, shape);
    return tf.dtypes.cast(
        tf.math.greaterEqual(uniform, tf.constant((float) rate)), context.dtype());
  }

  /**
   * Sets a part of x to 0 and scales the rest, so that the expected value stays.
   *
   * @param maskShape the shape of the mask, 1 where one choice serves a whole axis
   */
  final <T extends TNumber> Operand<T> drop(
      LayerContext<T> context, Operand<T> x, Operand<TInt32> maskShape) {
    Ops tf = context.tf();
    if (rate == 1) {
      return tf.zerosLike(x);
    }
    // The mask may be smaller than x, so it is what gets scaled.
    return tf.math.mul(x, tf.math.mul(kept(context, maskShape), context.constant(1 / (1 - rate))));
  }

  @Override
  public void options(Options options) {
    rate = options.number("rate", rate);
    super.options(options);
  }

  @Override
  public void validate() {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be from 0 to 1, not " + rate);
    }
  }

  /** For those that cannot drop everything. */
  final void requireBelowOne() {
    if (rate == 1) {
      throw new IllegalArgumentException("rate must be below 1, not 1");
    }
  }
}
