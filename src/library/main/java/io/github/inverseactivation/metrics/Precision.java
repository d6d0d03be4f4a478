package io.github.inverseactivation.metrics;

/**
 * The part of positive predictions that are right.
 *
 * <pre>
 * true positives / (true positives + false positives)
 * </pre>
 *
 * <p>It is 0 where there is nothing to divide by. Labels, 0 or 1, and predictions, from 0 to 1,
 * have the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n, 1]}. A
 * prediction above the threshold counts as positive.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new Precision().thresholds(0.3));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.Precision}.
 */
public final class Precision extends RateMetric<Precision> {

  /** Creates a metric with a threshold of 0.5. */
  public Precision() {
    super("precision");
  }

  @Override
  double value(Outcome outcome) {
    return outcome.precision();
  }
}
