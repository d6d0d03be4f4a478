package io.github.inverseactivation.metrics;

/**
 * The mean crossentropy between labels that are 0 or 1 and predictions that do not exclude each
 * other.
 *
 * <pre>
 * mean(-label * log(p) - (1 - label) * log(1 - p))
 * </pre>
 *
 * <p>Predictions are probabilities, or logits with {@link #fromLogits()}. Labels and predictions
 * have the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new BinaryCrossentropy());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.BinaryCrossentropy}.
 *
 * @see io.github.inverseactivation.losses.BinaryCrossentropy
 */
public final class BinaryCrossentropy
    extends LossMetric<BinaryCrossentropy, io.github.inverseactivation.losses.BinaryCrossentropy> {

  /** Creates a metric of probabilities. */
  public BinaryCrossentropy() {
    super("binary_crossentropy", new io.github.inverseactivation.losses.BinaryCrossentropy());
  }

  /**
   * A metric of logits.
   *
   * @return the metric
   */
  public static BinaryCrossentropy fromLogits() {
    return new BinaryCrossentropy().withLoss(loss -> loss.onLogits());
  }

  /**
   * The same metric with smoothed labels, as of the loss of the same name.
   *
   * @param labelSmoothing from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
    return withLoss(loss -> loss.labelSmoothing(labelSmoothing));
  }
}
