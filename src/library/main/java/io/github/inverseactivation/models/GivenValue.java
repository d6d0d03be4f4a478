package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Gives a weight the value that another model's has. */
record GivenValue(Array value) implements Initializer<TFloat32> {

  @Override
  public Operand<TFloat32> call(Ops tf, Operand<TInt64> dims, Class<TFloat32> type) {
    return tf.constant(Shape.of(value.shape()), DataBuffers.of(value.floats()));
  }
}
