package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.ReducedLoss;

/**
 * The mean of squared differences between labels and predictions: {@code mean((label -
 * prediction)^2)}.
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}. Source: Keras, {@code keras.metrics.MeanSquaredError}.
 */
public final class MeanSquaredError extends LossMetric<MeanSquaredError> {

  /** Creates a metric. */
  public MeanSquaredError() {
    super("mean_squared_error");
  }

  @Override
  ReducedLoss<?> loss() {
    return new io.github.inverseactivation.losses.MeanSquaredError();
  }
}
