package io.github.inverseactivation.metrics;

/**
 * The mean of absolute differences between labels and predictions.
 *
 * <pre>
 * mean(|label - prediction|)
 * </pre>
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new MeanAbsoluteError());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.MeanAbsoluteError}.
 *
 * @see io.github.inverseactivation.losses.MeanAbsoluteError
 */
public final class MeanAbsoluteError
    extends LossMetric<MeanAbsoluteError, io.github.inverseactivation.losses.MeanAbsoluteError> {

  /** Creates a metric. */
  public MeanAbsoluteError() {
    super("mean_absolute_error", new io.github.inverseactivation.losses.MeanAbsoluteError());
  }
}
