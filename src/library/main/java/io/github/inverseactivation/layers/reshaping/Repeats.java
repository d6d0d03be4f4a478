package io.github.inverseactivation.layers.reshaping;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Repeats what lies along an axis, each value several times in a row. */
final class Repeats {
  private Repeats() {}

  static <T extends TNumber> Operand<T> along(Ops tf, Operand<T> x, int axis, int times) {
    if (times == 1) {
      return x;
    }
    long size = x.shape().get(axis);
    Operand<TInt32> length =
        size == Shape.UNKNOWN_SIZE
            ? tf.reshape(
                tf.slice(tf.shape(x), tf.array(axis), tf.array(1)), tf.constant(new int[0]))
            : tf.constant(Math.toIntExact(size));
    Operand<TInt32> factor = tf.constant(times);
    Operand<TInt32> all = tf.range(tf.constant(0), tf.math.mul(length, factor), tf.constant(1));
    return tf.gather(x, tf.math.floorDiv(all, factor), tf.constant(axis));
  }

  static long size(long size, int times) {
    return size == Shape.UNKNOWN_SIZE ? size : Math.multiplyExact(size, (long) times);
  }
}
