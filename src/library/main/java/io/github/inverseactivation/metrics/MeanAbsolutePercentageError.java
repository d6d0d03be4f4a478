package io.github.inverseactivation.metrics;

/**
 * The mean of differences between labels and predictions, in percent of the labels.
 *
 * <pre>
 * 100 * mean(|label - prediction| / max(|label|, 1e-7))
 * </pre>
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new MeanAbsolutePercentageError());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.MeanAbsolutePercentageError}.
 *
 * @see io.github.inverseactivation.losses.MeanAbsolutePercentageError
 */
public final class MeanAbsolutePercentageError
    extends LossMetric<
        MeanAbsolutePercentageError,
        io.github.inverseactivation.losses.MeanAbsolutePercentageError> {

  /** Creates a metric. */
  public MeanAbsolutePercentageError() {
    super(
        "mean_absolute_percentage_error",
        new io.github.inverseactivation.losses.MeanAbsolutePercentageError());
  }
}
