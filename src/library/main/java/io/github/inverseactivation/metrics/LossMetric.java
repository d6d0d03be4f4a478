package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.LogitsLoss;
import io.github.inverseactivation.losses.ReducedLoss;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of a loss over samples, with the loss's options. Unlike the loss it is divided by the
 * sum of the weights.
 *
 * @param <M> the metric itself
 * @param <L> the loss, which has the formula
 */
abstract class LossMetric<M extends LossMetric<M, L>, L extends ReducedLoss<L>>
    extends MeanMetric<M> {

  private L loss;

  LossMetric(String name, L loss) {
    super(name);
    this.loss = loss;
  }

  /** The loss of which this is the mean. */
  final L loss() {
    return loss;
  }

  /** The same metric of a changed loss. */
  final M withLoss(UnaryOperator<L> change) {
    L changed = change.apply(loss);
    return with(copy -> ((LossMetric<?, ?>) copy).set(changed));
  }

  @SuppressWarnings("unchecked") // the loss of a copy has the class of the loss
  private void set(ReducedLoss<?> changed) {
    loss = (L) changed;
  }

  @Override
  public final Optional<LogitsLoss> logitsLoss() {
    return loss instanceof LogitsLoss found && found.takesLogits()
        ? Optional.of(found)
        : Optional.empty();
  }

  @Override
  protected final Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    return loss.perSample(tf, labels, tf.dtypes.cast(predictions, TFloat32.class));
  }

  @Override
  public final void options(Options options) {
    super.options(options);
    loss = loss.name(loss.name()); // copies of this metric hold the former one
    loss.formulaOptions(options);
  }
}
