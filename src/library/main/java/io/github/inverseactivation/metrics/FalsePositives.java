package io.github.inverseactivation.metrics;

/**
 * How many labels of 0 have a prediction above the threshold.
 *
 * <p>Labels, 0 or 1, and predictions, from 0 to 1, have the same shape {@code [n, ...]}; labels
 * {@code [n]} go with predictions {@code [n, 1]}. Weights of samples are added up in place of ones.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new FalsePositives().thresholds(0.3));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.FalsePositives}.
 */
public final class FalsePositives extends CountMetric<FalsePositives> {

  /** Creates a metric with a threshold of 0.5. */
  public FalsePositives() {
    super("false_positives");
  }

  @Override
  double value(Outcome outcome) {
    return outcome.falsePositives();
  }
}
