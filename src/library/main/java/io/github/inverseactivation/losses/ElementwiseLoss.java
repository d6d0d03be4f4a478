package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss that compares labels and predictions element by element, and averages over the last
 * dimension.
 *
 * @param <L> the loss itself
 */
abstract class ElementwiseLoss<L extends ElementwiseLoss<L>> extends PairedLoss<L> {

  ElementwiseLoss(String name) {
    super(name);
  }

  /** The loss of each element. */
  abstract <T extends TNumber> Operand<T> elements(
      Ops tf, Operand<T> labels, Operand<T> predictions);

  @Override
  final <T extends TNumber> Operand<T> losses(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return tf.math.mean(elements(tf, labels, predictions), tf.constant(-1));
  }
}
