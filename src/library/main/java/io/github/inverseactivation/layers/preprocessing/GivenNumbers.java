package io.github.inverseactivation.layers.preprocessing;

import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Lets a weight start as numbers that are known, the last axis fastest. */
final class GivenNumbers implements Initializer<TNumber> {
  private final double[] values;

  /** Numbers, as many as the weight has elements. */
  GivenNumbers(double[] values) {
    this.values = values;
  }

  @Override
  public Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
    return tf.dtypes.cast(tf.reshape(tf.constant(values), shape), type);
  }
}
