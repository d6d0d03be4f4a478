package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.layers.Draws;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/** Dropout of attention: in training, a query passes over some of the positions of the value. */
final class ProbabilityDropout {
  private ProbabilityDropout() {}

  /** Drops a fraction of the probabilities and scales the others up. */
  static <T extends TNumber> Operand<T> drop(
      LayerContext<T> context, Operand<T> probabilities, double rate, Long seed) {
    if (!context.training() || rate == 0) {
      return probabilities;
    }
    Ops tf = context.tf();
    if (rate == 1) {
      return tf.math.mul(probabilities, context.constant(0)); // with gradients, all 0
    }
    Operand<TBool> kept =
        tf.math.greaterEqual(
            Draws.uniform(context, seed, tf.shape(probabilities)), tf.constant((float) rate));
    Operand<T> factors =
        tf.math.mul(tf.dtypes.cast(kept, context.dtype()), context.constant(1 / (1 - rate)));
    return tf.math.mul(probabilities, factors);
  }

  /** Refuses a rate that is none. */
  static void require(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("dropout must be from 0 to 1, not " + rate);
    }
  }
}
