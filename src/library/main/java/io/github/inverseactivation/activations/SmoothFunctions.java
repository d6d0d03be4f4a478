package io.github.inverseactivation.activations;

import static io.github.inverseactivation.activations.Scalars.scalar;

import org.tensorflow.Operand;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.Swish;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Functions with derivatives everywhere. */
final class SmoothFunctions {
  private SmoothFunctions() {}

  static <T extends TNumber> Operand<T> sigmoid(Ops tf, Operand<T> x) {
    return tf.math.sigmoid(x);
  }

  static <T extends TNumber> Operand<T> logSigmoid(Ops tf, Operand<T> x) {
    return tf.math.neg(tf.math.softplus(tf.math.neg(x)));
  }

  static <T extends TNumber> Operand<T> silu(Ops tf, Operand<T> x) {
    return Swish.swish(tf, x);
  }

  static <T extends TNumber> Operand<T> tanh(Ops tf, Operand<T> x) {
    return tf.math.tanh(x);
  }

  static <T extends TNumber> Operand<T> tanhShrink(Ops tf, Operand<T> x) {
    return tf.math.sub(x, tf.math.tanh(x));
  }

  static <T extends TNumber> Operand<T> softplus(Ops tf, Operand<T> x) {
    return tf.math.softplus(x);
  }

  static <T extends TNumber> Operand<T> softsign(Ops tf, Operand<T> x) {
    return tf.nn.softsign(x);
  }

  static <T extends TNumber> Operand<T> squareplus(Ops tf, Operand<T> x) {
    Operand<T> root = tf.math.sqrt(tf.math.add(tf.math.square(x), scalar(tf, x, 4)));
    return tf.math.mul(scalar(tf, x, 0.5), tf.math.add(x, root));
  }

  static <T extends TNumber> Operand<T> exponential(Ops tf, Operand<T> x) {
    return tf.math.exp(x);
  }

  static <T extends TNumber> Operand<T> mish(Ops tf, Operand<T> x) {
    return tf.math.mul(x, tf.math.tanh(tf.math.softplus(x)));
  }

  static <T extends TNumber> Operand<T> gelu(Ops tf, Operand<T> x) {
    return GELU.gelu(tf, x, false);
  }
}
