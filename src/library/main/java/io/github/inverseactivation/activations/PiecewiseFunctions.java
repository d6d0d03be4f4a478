package io.github.inverseactivation.activations;

import static io.github.inverseactivation.activations.Scalars.scalar;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/** Functions put together from lines and parabolas. */
final class PiecewiseFunctions {
  private static final double SHRINK_THRESHOLD = 0.5;

  private PiecewiseFunctions() {}

  static <T extends TNumber> Operand<T> hardSigmoid(Ops tf, Operand<T> x) {
    return tf.math.div(tf.nn.relu6(tf.math.add(x, scalar(tf, x, 3))), scalar(tf, x, 6));
  }

  static <T extends TNumber> Operand<T> formerHardSigmoid(Ops tf, Operand<T> x) {
    Operand<T> line = tf.math.add(tf.math.mul(x, scalar(tf, x, 0.2)), scalar(tf, x, 0.5));
    return tf.clipByValue(line, scalar(tf, x, 0), scalar(tf, x, 1));
  }

  static <T extends TNumber> Operand<T> hardSilu(Ops tf, Operand<T> x) {
    return tf.math.mul(x, hardSigmoid(tf, x));
  }

  static <T extends TNumber> Operand<T> hardTanh(Ops tf, Operand<T> x) {
    return tf.clipByValue(x, scalar(tf, x, -1), scalar(tf, x, 1));
  }

  static <T extends TNumber> Operand<T> hardShrink(Ops tf, Operand<T> x) {
    Operand<TBool> outside = tf.math.greater(tf.math.abs(x), scalar(tf, x, SHRINK_THRESHOLD));
    return tf.select(outside, x, tf.zerosLike(x));
  }

  static <T extends TNumber> Operand<T> softShrink(Ops tf, Operand<T> x) {
    Operand<T> threshold = scalar(tf, x, SHRINK_THRESHOLD);
    return tf.math.sub(
        tf.nn.relu(tf.math.sub(x, threshold)), tf.nn.relu(tf.math.neg(tf.math.add(x, threshold))));
  }

  static <T extends TNumber> Operand<T> sparsePlus(Ops tf, Operand<T> x) {
    Operand<T> one = scalar(tf, x, 1);
    Operand<T> parabola = tf.math.mul(scalar(tf, x, 0.25), tf.math.square(tf.math.add(x, one)));
    Operand<T> below = tf.select(tf.math.less(x, one), parabola, x);
    return tf.select(tf.math.lessEqual(x, scalar(tf, x, -1)), tf.zerosLike(x), below);
  }

  static <T extends TNumber> Operand<T> sparseSigmoid(Ops tf, Operand<T> x) {
    Operand<T> line = tf.math.mul(scalar(tf, x, 0.5), tf.math.add(x, scalar(tf, x, 1)));
    return tf.clipByValue(line, scalar(tf, x, 0), scalar(tf, x, 1));
  }
}
