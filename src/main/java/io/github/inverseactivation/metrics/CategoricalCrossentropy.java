package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.ReducedLoss;

/**
 * Crossentropy between one-hot labels and predictions, the mean over samples.
 *
 * <p>Predictions are probabilities, or logits with {@link #fromLogits()}. Source: Keras, {@code
 * keras.metrics.CategoricalCrossentropy}.
 *
 * @see io.github.inverseactivation.losses.CategoricalCrossentropy
 */
public final class CategoricalCrossentropy extends LossMetric<CategoricalCrossentropy> {

  private boolean fromLogits;
  private double labelSmoothing;
  private int axis = -1;

  /** Creates a metric of probabilities. */
  public CategoricalCrossentropy() {
    super("categorical_crossentropy");
  }

  /**
   * A metric of logits.
   *
   * @return the metric
   */
  public static CategoricalCrossentropy fromLogits() {
    return new CategoricalCrossentropy().with(copy -> copy.fromLogits = true);
  }

  /**
   * The same metric with smoothed labels, as of the loss of the same name.
   *
   * @param labelSmoothing from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
    Ranges.smoothing(labelSmoothing);
    return with(copy -> copy.labelSmoothing = labelSmoothing);
  }

  /**
   * The same metric, with classes along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public CategoricalCrossentropy axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  ReducedLoss<?> loss() {
    var loss =
        new io.github.inverseactivation.losses.CategoricalCrossentropy()
            .labelSmoothing(labelSmoothing)
            .axis(axis);
    return fromLogits ? loss.onLogits() : loss;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fromLogits = options.bool("fromLogits", fromLogits);
    labelSmoothing = Ranges.smoothing(options.number("labelSmoothing", labelSmoothing));
    axis = options.integer("axis", axis);
  }
}
