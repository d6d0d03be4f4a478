package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.ReducedLoss;

/**
 * Crossentropy between labels that are 0 or 1 and predictions that do not exclude each other, the
 * mean over samples.
 *
 * <p>Predictions are probabilities, or logits with {@link #fromLogits()}. Source: Keras, {@code
 * keras.metrics.BinaryCrossentropy}.
 *
 * @see io.github.inverseactivation.losses.BinaryCrossentropy
 */
public final class BinaryCrossentropy extends LossMetric<BinaryCrossentropy> {

  private boolean fromLogits;
  private double labelSmoothing;

  /** Creates a metric of probabilities. */
  public BinaryCrossentropy() {
    super("binary_crossentropy");
  }

  /**
   * A metric of logits.
   *
   * @return the metric
   */
  public static BinaryCrossentropy fromLogits() {
    return new BinaryCrossentropy().with(copy -> copy.fromLogits = true);
  }

  /**
   * The same metric with smoothed labels, as of the loss of the same name.
   *
   * @param labelSmoothing from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
    Ranges.smoothing(labelSmoothing);
    return with(copy -> copy.labelSmoothing = labelSmoothing);
  }

  @Override
  ReducedLoss<?> loss() {
    var loss =
        new io.github.inverseactivation.losses.BinaryCrossentropy().labelSmoothing(labelSmoothing);
    return fromLogits ? loss.onLogits() : loss;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fromLogits = options.bool("fromLogits", fromLogits);
    labelSmoothing = Ranges.smoothing(options.number("labelSmoothing", labelSmoothing));
  }
}
