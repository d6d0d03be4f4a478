package io.github.inverseactivation.metrics;

/**
 * The mean crossentropy between one-hot labels and predictions.
 *
 * <pre>
 * mean(-sum(label * log(p)))
 * </pre>
 *
 * <p>Predictions are probabilities, or logits with {@link #fromLogits()}. Labels and predictions
 * have the same shape {@code [n, ..., classes]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new CategoricalCrossentropy());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.CategoricalCrossentropy}.
 *
 * @see io.github.inverseactivation.losses.CategoricalCrossentropy
 */
public final class CategoricalCrossentropy
    extends LossMetric<
        CategoricalCrossentropy, io.github.inverseactivation.losses.CategoricalCrossentropy> {

  /** Creates a metric of probabilities. */
  public CategoricalCrossentropy() {
    super(
        "categorical_crossentropy",
        new io.github.inverseactivation.losses.CategoricalCrossentropy());
  }

  /**
   * A metric of logits.
   *
   * @return the metric
   */
  public static CategoricalCrossentropy fromLogits() {
    return new CategoricalCrossentropy().withLoss(loss -> loss.onLogits());
  }

  /**
   * The same metric with smoothed labels, as of the loss of the same name.
   *
   * @param labelSmoothing from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
    return withLoss(loss -> loss.labelSmoothing(labelSmoothing));
  }

  /**
   * The same metric with classes along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public CategoricalCrossentropy axis(int axis) {
    return withLoss(loss -> loss.axis(axis));
  }
}
