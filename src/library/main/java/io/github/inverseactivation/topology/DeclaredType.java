package io.github.inverseactivation.topology;

import io.github.inverseactivation.data.DType;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** What goes into a network, turned into the type that an input declares, as Keras does. */
public final class DeclaredType {
  private DeclaredType() {}

  /**
   * Emits the casts to a declared type, and from there to the type computed in.
   *
   * @param <T> the type computed in
   * @param tf where to emit
   * @param x what goes in
   * @param declared the type that the input declares: fractions are cut off for an integer type,
   *     and all numbers but 0 are true for BOOL
   * @param computed the type computed in
   * @return the same numbers as far as the declared type has them
   */
  public static <T extends TNumber> Operand<T> cast(
      Ops tf, Operand<? extends TType> x, DType declared, Class<T> computed) {
    Operand<? extends TType> first =
        switch (declared) {
          case BOOL -> tf.dtypes.cast(x, TBool.class);
          case FLOAT16 -> tf.dtypes.cast(x, TFloat16.class);
          case BFLOAT16 -> tf.dtypes.cast(x, TBfloat16.class);
          case FLOAT32, FLOAT64 -> x;
          default -> isFloating(x) ? tf.dtypes.cast(x, TInt64.class) : x;
        };
    return tf.dtypes.cast(first, computed);
  }

  private static boolean isFloating(Operand<? extends TType> x) {
    return switch (x.asOutput().dataType()) {
      case DT_HALF, DT_BFLOAT16, DT_FLOAT, DT_DOUBLE -> true;
      default -> false;
    };
  }
}
