package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.ReducedLoss;

/**
 * The mean of absolute differences between labels and predictions: {@code mean(|label -
 * prediction|)}.
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}. Source: Keras, {@code keras.metrics.MeanAbsoluteError}.
 */
public final class MeanAbsoluteError extends LossMetric<MeanAbsoluteError> {

  /** Creates a metric. */
  public MeanAbsoluteError() {
    super("mean_absolute_error");
  }

  @Override
  ReducedLoss<?> loss() {
    return new io.github.inverseactivation.losses.MeanAbsoluteError();
  }
}
