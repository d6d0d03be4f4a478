package io.github.inverseactivation.metrics;

/**
 * The mean of squared differences between labels and predictions.
 *
 * <pre>
 * mean((label - prediction)^2)
 * </pre>
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new MeanSquaredError());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.MeanSquaredError}.
 *
 * @see io.github.inverseactivation.losses.MeanSquaredError
 */
public final class MeanSquaredError
    extends LossMetric<MeanSquaredError, io.github.inverseactivation.losses.MeanSquaredError> {

  /** Creates a metric. */
  public MeanSquaredError() {
    super("mean_squared_error", new io.github.inverseactivation.losses.MeanSquaredError());
  }
}
