package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss of labels and predictions whose elements belong together: ranks are made to agree, and
 * labels have the predictions' type.
 *
 * @param <L> the loss itself
 */
abstract class PairedLoss<L extends PairedLoss<L>> extends ReducedLoss<L> {

  PairedLoss(String name) {
    super(name);
  }

  /** The loss of each sample. */
  abstract <T extends TNumber> Operand<T> losses(Ops tf, Operand<T> labels, Operand<T> predictions);

  @Override
  protected final <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    Shapes.axis(-1, predictions);
    Aligned<T, T> aligned =
        Aligned.of(tf, tf.dtypes.cast(labels, predictions.type()), predictions).elementwise();
    return new Values<>(losses(tf, aligned.first(), aligned.second()));
  }
}
