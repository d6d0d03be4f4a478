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
abstract class ElementwiseLoss<L extends ElementwiseLoss<L>> extends ReducedLoss<L> {

  ElementwiseLoss(String name) {
    super(name);
  }

  /** The loss of each element. */
  abstract <T extends TNumber> Operand<T> elements(
      Ops tf, Operand<T> labels, Operand<T> predictions);

  @Override
  protected final <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    Shapes.axis(-1, predictions);
    Aligned<T, T> aligned =
        Aligned.of(tf, tf.dtypes.cast(labels, predictions.type()), predictions).elementwise();
    Operand<T> elements = elements(tf, aligned.first(), aligned.second());
    return new Values<>(tf.math.mean(elements, tf.constant(-1)));
  }
}
