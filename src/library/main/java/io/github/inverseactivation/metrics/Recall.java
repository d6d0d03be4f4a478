package io.github.inverseactivation.metrics;

/**
 * The part of positive labels that are found.
 *
 * <pre>
 * true positives / (true positives + false negatives)
 * </pre>
 *
 * <p>It is 0 where there is nothing to divide by. Labels, 0 or 1, and predictions, from 0 to 1,
 * have the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n, 1]}. A
 * prediction above the threshold counts as positive.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new Recall().thresholds(0.3));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.Recall}.
 */
public final class Recall extends RateMetric<Recall> {

  /** Creates a metric with a threshold of 0.5. */
  public Recall() {
    super("recall");
  }

  @Override
  double value(Outcome outcome) {
    return outcome.recall();
  }
}
