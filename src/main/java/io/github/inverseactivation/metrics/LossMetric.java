package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.ReducedLoss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of a loss over samples. Unlike the loss it is divided by the sum of the weights.
 *
 * @param <M> the metric itself
 */
abstract class LossMetric<M extends LossMetric<M>> extends MeanMetric<M> {

  LossMetric(String name) {
    super(name);
  }

  /** The loss, with the metric's options. */
  abstract ReducedLoss<?> loss();

  @Override
  protected final Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    return loss().perSample(tf, labels, tf.dtypes.cast(predictions, TFloat32.class));
  }
}
