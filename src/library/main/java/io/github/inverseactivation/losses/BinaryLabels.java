package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A crossentropy of labels that are 0 or 1 and do not exclude each other, averaged over an axis.
 *
 * @param <L> the loss itself
 */
abstract class BinaryLabels<L extends BinaryLabels<L>> extends SmoothedCrossentropy<L> {

  BinaryLabels(String name) {
    super(name, OutputActivation.SIGMOID);
  }

  /** The loss of each label. */
  abstract <T extends TNumber> Operand<T> elements(
      Ops tf, Operand<T> labels, Operand<T> predictions);

  @Override
  final String remedy() {
    return "Give the last layer one output per label";
  }

  @Override
  final <T extends TNumber> Operand<T> sharing(Ops tf, Operand<T> labels) {
    return tf.constant(labels.type(), 2);
  }

  @Override
  final <T extends TNumber> Operand<T> losses(
      Ops tf, Operand<T> labels, Operand<T> predictions, int axis) {
    return tf.math.mean(elements(tf, labels, predictions), tf.constant(axis));
  }
}
