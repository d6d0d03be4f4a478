package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A loss of binary labels that counts what predictions miss of a margin of 1.
 *
 * @param <L> the loss itself
 */
abstract class HingeLoss<L extends HingeLoss<L>> extends ElementwiseLoss<L> {

  HingeLoss(String name) {
    super(name);
  }

  /** {@code max(1 - label * prediction, 0)} for labels of -1 and 1. */
  static <T extends TNumber> Operand<T> missing(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Operand<T> one = tf.constant(labels.type(), 1);
    Operand<T> product = tf.math.mul(signs(tf, labels), predictions);
    return tf.math.maximum(tf.math.sub(one, product), tf.constant(labels.type(), 0));
  }

  /** Labels of 0 and 1 as -1 and 1, where there are no others; other labels as they are. */
  private static <T extends TNumber> Operand<T> signs(Ops tf, Operand<T> labels) {
    Class<T> type = labels.type();
    Operand<TBool> bits =
        tf.math.logicalOr(
            tf.math.equal(labels, tf.constant(type, 0)),
            tf.math.equal(labels, tf.constant(type, 1)));
    Operand<TBool> allBits = tf.reduceAll(tf.reshape(bits, tf.array(-1)), tf.constant(0));
    Operand<T> signs = tf.math.sub(tf.math.mul(labels, tf.constant(type, 2)), tf.constant(type, 1));
    return tf.select(allBits, signs, labels);
  }
}
