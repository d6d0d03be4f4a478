package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Dropping in training: what the layers of this package have in common. */
final class DropoutMask {
  private DropoutMask() {}

  static void validate(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be from 0 to 1, not " + rate);
    }
  }

  /**
   * Sets a part of x to 0 and scales the rest, so that the expected value stays.
   *
   * @param noiseShape the shape of the mask, 1 where one choice serves a whole axis
   */
  static <T extends TNumber> Operand<T> apply(
      LayerContext<T> context, Operand<T> x, double rate, Operand<TInt32> noiseShape, Long seed) {
    Ops tf = context.tf();
    if (rate == 1) {
      return tf.zerosLike(x);
    }
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(noiseShape, seed(context, seed), TFloat32.class);
    Operand<T> keep =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant((float) rate)), context.dtype());
    // The mask may be smaller than x, so it is what gets scaled.
    return tf.math.mul(x, tf.math.mul(keep, context.constant(1 / (1 - rate))));
  }

  private static <T extends TNumber> Operand<TInt64> seed(LayerContext<T> context, Long seed) {
    Ops tf = context.tf();
    return seed == null
        ? context.seed()
        : tf.bitwise.bitwiseXor(context.seed(), tf.constant(new long[] {seed, 0}));
  }
}
