package io.github.inverseactivation.activations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Constants of an operand's own type, and the checks that all activations share. */
final class Scalars {
  private Scalars() {}

  static <T extends TNumber> Operand<T> scalar(Ops tf, Operand<T> like, double value) {
    return tf.constant(like.type(), value);
  }

  static void requireFloating(String owner, Operand<?> x) {
    Class<?> type = x.type();
    if (type != TFloat32.class
        && type != TFloat64.class
        && type != TFloat16.class
        && type != TBfloat16.class) {
      throw new IllegalArgumentException(
          owner
              + ": the input is of type "
              + type.getSimpleName()
              + ", but float16, bfloat16, float32 or float64 is expected; cast it first"
              + " (tf.dtypes.cast)");
    }
  }

  static double requireFinite(String owner, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be a finite number (got " + value + ")");
    }
    return value;
  }

  static double requireNonNegative(String owner, String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be a finite number, 0 or more (got " + value + ")");
    }
    return value;
  }
}
