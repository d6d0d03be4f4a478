package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/** Logarithms of sums of exponentials, and of nothing. */
final class LogSums {

  /** Stands for the logarithm of 0: finite, so that its gradient is 0 and not a number. */
  static final double NOTHING = -1e30;

  private LogSums() {}

  /** {@code log(sum(exp(x)))} over the last dimension. */
  static <T extends TNumber> Operand<T> last(Ops tf, Operand<T> x) {
    // What is taken off and added again has no part in the gradient.
    Operand<T> most = tf.stopGradient(tf.max(x, tf.constant(-1), Max.keepDims(true)));
    Operand<T> sum = tf.reduceSum(tf.math.exp(tf.math.sub(x, most)), tf.constant(-1));
    Operand<T> added = tf.reshape(most, tf.shape(sum));
    return tf.math.add(tf.math.log(sum), added);
  }

  /** The same over the places that count. */
  static <T extends TNumber> Operand<T> where(Ops tf, Operand<T> x, Operand<TBool> counts) {
    return last(tf, tf.select(counts, x, tf.constant(x.type(), NOTHING)));
  }
}
