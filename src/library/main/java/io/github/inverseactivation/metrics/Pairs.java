package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.Aligned;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Labels and predictions, as numbers of one rank. */
final class Pairs {

  private Pairs() {}

  /** Labels first; they can be compared element by element. */
  static Aligned<TFloat32, TFloat32> of(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    return Aligned.of(
            tf, tf.dtypes.cast(labels, TFloat32.class), tf.dtypes.cast(predictions, TFloat32.class))
        .elementwise();
  }
}
