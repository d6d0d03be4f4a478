package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.ClassIndexLabels;
import io.github.inverseactivation.losses.ReducedLoss;
import java.util.OptionalInt;

/**
 * Crossentropy between class indices and predictions, the mean over samples.
 *
 * <p>Predictions are probabilities, or logits with {@link #fromLogits()}. Source: Keras, {@code
 * keras.metrics.SparseCategoricalCrossentropy}.
 *
 * @see io.github.inverseactivation.losses.SparseCategoricalCrossentropy
 */
public final class SparseCategoricalCrossentropy extends LossMetric<SparseCategoricalCrossentropy>
    implements ClassIndexLabels {

  private boolean fromLogits;
  private int axis = -1;

  /** Creates a metric of probabilities. */
  public SparseCategoricalCrossentropy() {
    super("sparse_categorical_crossentropy");
  }

  /**
   * A metric of logits.
   *
   * @return the metric
   */
  public static SparseCategoricalCrossentropy fromLogits() {
    return new SparseCategoricalCrossentropy().with(copy -> copy.fromLogits = true);
  }

  /**
   * The same metric, with classes along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public SparseCategoricalCrossentropy axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  public OptionalInt ignored() {
    return OptionalInt.empty();
  }

  @Override
  ReducedLoss<?> loss() {
    var loss = new io.github.inverseactivation.losses.SparseCategoricalCrossentropy().axis(axis);
    return fromLogits ? loss.onLogits() : loss;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fromLogits = options.bool("fromLogits", fromLogits);
    axis = options.integer("axis", axis);
  }
}
