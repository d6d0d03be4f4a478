package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A crossentropy of labels that are distributions over classes, such as one-hot ones.
 *
 * @param <L> the loss itself
 */
abstract class CategoricalLabels<L extends CategoricalLabels<L>> extends SmoothedCrossentropy<L> {

  CategoricalLabels(String name) {
    super(name, OutputActivation.SOFTMAX);
  }

  /** The loss of each sample, with classes in the last dimension. */
  abstract <T extends TNumber> Operand<T> classesLast(
      Ops tf, Operand<T> labels, Operand<T> predictions);

  @Override
  final String remedy() {
    return "Class indices go with SparseCategoricalCrossentropy";
  }

  /** Keras counts classes along the last dimension, whatever the axis. */
  @Override
  final <T extends TNumber> Operand<T> sharing(Ops tf, Operand<T> labels) {
    return tf.dtypes.cast(Crossentropies.lastDimension(tf, labels), labels.type());
  }

  @Override
  final <T extends TNumber> Operand<T> losses(
      Ops tf, Operand<T> labels, Operand<T> predictions, int axis) {
    return classesLast(
        tf,
        Crossentropies.classesLast(tf, labels, axis),
        Crossentropies.classesLast(tf, predictions, axis));
  }
}
