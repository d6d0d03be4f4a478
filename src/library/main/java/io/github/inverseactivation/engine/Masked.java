package io.github.inverseactivation.engine;

import io.github.inverseactivation.losses.ReducedLoss;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Leaves out of losses and metrics what the mask of an output leaves out. */
final class Masked {
  private Masked() {}

  /**
   * A loss on what counts.
   *
   * @param weights of examples or steps, or null
   * @param mask true for the steps that count, or null
   */
  static Operand<TFloat32> loss(
      Ops tf,
      Loss loss,
      Operand<? extends TNumber> target,
      Operand<TFloat32> output,
      Operand<TFloat32> weights,
      Operand<TBool> mask) {
    if (mask == null) {
      return loss.call(tf, target, output, weights);
    }
    return loss instanceof ReducedLoss<?> reduced
        ? reduced.call(tf, target, output, weights, mask)
        : loss.call(tf, target, output, weights(tf, weights, mask));
  }

  /** Weights that are 0 where the mask is false; null where neither is given. */
  static Operand<TFloat32> weights(Ops tf, Operand<TFloat32> weights, Operand<TBool> mask) {
    if (mask == null) {
      return weights;
    }
    Operand<TFloat32> ones = tf.dtypes.cast(mask, TFloat32.class);
    if (weights == null) {
      return ones;
    }
    // One weight an example is that of all its steps.
    Operand<TFloat32> factors = weights;
    int rank = mask.shape().numDimensions();
    for (int i = weights.shape().numDimensions(); i < rank; i++) {
      factors = tf.expandDims(factors, tf.constant(-1));
    }
    return tf.math.mul(ones, factors);
  }
}
