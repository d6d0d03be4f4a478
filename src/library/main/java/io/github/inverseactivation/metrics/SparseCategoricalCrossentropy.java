package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.ClassIndexLabels;

/**
 * The mean crossentropy between class indices and predictions.
 *
 * <pre>
 * mean(-log(p[label]))
 * </pre>
 *
 * <p>Predictions are probabilities, or logits with {@link #fromLogits()}, of the shape {@code [n,
 * ..., classes]}; labels have that shape without the last dimension, or with 1 in its place.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new SparseCategoricalCrossentropy());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.SparseCategoricalCrossentropy}.
 *
 * @see io.github.inverseactivation.losses.SparseCategoricalCrossentropy
 */
public final class SparseCategoricalCrossentropy
    extends LossMetric<
        SparseCategoricalCrossentropy,
        io.github.inverseactivation.losses.SparseCategoricalCrossentropy>
    implements ClassIndexLabels {

  /** Creates a metric of probabilities. */
  public SparseCategoricalCrossentropy() {
    super(
        "sparse_categorical_crossentropy",
        new io.github.inverseactivation.losses.SparseCategoricalCrossentropy());
  }

  /**
   * A metric of logits.
   *
   * @return the metric
   */
  public static SparseCategoricalCrossentropy fromLogits() {
    return new SparseCategoricalCrossentropy().withLoss(loss -> loss.onLogits());
  }

  /**
   * The same metric with classes along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public SparseCategoricalCrossentropy axis(int axis) {
    return withLoss(loss -> loss.axis(axis));
  }

  @Override
  public void validate() {
    if (loss().ignored().isPresent()) {
      throw new IllegalArgumentException(
          "ignoreClass "
              + loss().ignored().getAsInt()
              + " is an option of the loss, not of the metric; expected none");
    }
  }
}
