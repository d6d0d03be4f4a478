package io.github.inverseactivation.regularizers;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Sums over whole tensors. */
final class Penalties {
  private Penalties() {}

  static <T extends TNumber> Operand<T> sumOfMagnitudes(Ops tf, Operand<T> x, double factor) {
    return tf.math.mul(tf.constant(x.type(), factor), sum(tf, tf.math.abs(x)));
  }

  // x * x instead of Square, whose gradient crashes the runtime on a reference variable.
  static <T extends TNumber> Operand<T> sumOfSquares(Ops tf, Operand<T> x, double factor) {
    return tf.math.mul(tf.constant(x.type(), factor), sum(tf, tf.math.mul(x, x)));
  }

  static <T extends TNumber> Operand<T> sum(Ops tf, Operand<T> x) {
    if (x.shape().isUnknown()) {
      return tf.sum(tf.reshape(x, tf.array(-1)), tf.array(0));
    }
    int[] axes = IntStream.range(0, x.shape().numDimensions()).toArray();
    return tf.sum(x, tf.constant(axes));
  }

  static double requireFactor(String owner, String name, double factor) {
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be a finite number, 0 or more (got " + factor + ")");
    }
    return factor;
  }
}
