package io.github.inverseactivation.activations;

import static io.github.inverseactivation.activations.Scalars.scalar;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.family.TNumber;

/** The identity above zero, something else below it. */
final class Rectifiers {
  private Rectifiers() {}

  static <T extends TNumber> Operand<T> linear(Ops tf, Operand<T> x) {
    return x;
  }

  static <T extends TNumber> Operand<T> relu(Ops tf, Operand<T> x) {
    return tf.nn.relu(x);
  }

  static <T extends TNumber> Operand<T> relu6(Ops tf, Operand<T> x) {
    return tf.nn.relu6(x);
  }

  static <T extends TNumber> Operand<T> leakyRelu(Ops tf, Operand<T> x) {
    return leakyRelu(tf, x, 0.2);
  }

  static <T extends TNumber> Operand<T> leakyRelu(Ops tf, Operand<T> x, double negativeSlope) {
    return tf.nn.leakyRelu(x, LeakyRelu.alpha((float) negativeSlope));
  }

  static <T extends TNumber> Operand<T> elu(Ops tf, Operand<T> x) {
    return tf.nn.elu(x);
  }

  static <T extends TNumber> Operand<T> elu(Ops tf, Operand<T> x, double alpha) {
    Operand<T> unit = tf.nn.elu(x);
    if (alpha == 1) {
      return unit;
    }
    Operand<T> scaled = tf.math.mul(scalar(tf, x, alpha), unit);
    return tf.select(tf.math.greater(x, scalar(tf, x, 0)), unit, scaled);
  }

  static <T extends TNumber> Operand<T> selu(Ops tf, Operand<T> x) {
    return tf.nn.selu(x);
  }

  static <T extends TNumber> Operand<T> celu(Ops tf, Operand<T> x) {
    return celu(tf, x, 1);
  }

  static <T extends TNumber> Operand<T> celu(Ops tf, Operand<T> x, double alpha) {
    Operand<T> zero = scalar(tf, x, 0);
    Operand<T> a = scalar(tf, x, alpha);
    Operand<T> below = tf.math.expm1(tf.math.div(tf.math.minimum(x, zero), a));
    return tf.math.add(tf.math.maximum(x, zero), tf.math.mul(a, below));
  }

  static <T extends TNumber> Operand<T> threshold(Ops tf, Operand<T> x) {
    return threshold(tf, x, 0, 0);
  }

  static <T extends TNumber> Operand<T> threshold(
      Ops tf, Operand<T> x, double threshold, double defaultValue) {
    return tf.select(tf.math.greater(x, scalar(tf, x, threshold)), x, scalar(tf, x, defaultValue));
  }
}
