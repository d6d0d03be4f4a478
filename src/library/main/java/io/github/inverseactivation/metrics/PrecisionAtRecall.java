package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;

/**
 * The best precision at any threshold that gives a certain recall.
 *
 * <pre>
 * precision = true positives / (true positives + false positives)
 * recall    = true positives / (true positives + false negatives)
 * </pre>
 *
 * <p>It is 0 where no threshold reaches that. Labels, 0 or 1, and predictions, from 0 to 1, have
 * the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new PrecisionAtRecall(0.9));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.PrecisionAtRecall}.
 */
public final class PrecisionAtRecall extends CurvePoint<PrecisionAtRecall> {

  private double recall;

  /**
   * Creates a metric.
   *
   * @param recall the least recall, from 0 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public PrecisionAtRecall(double recall) {
    super("precision_at_recall");
    this.recall = Ranges.fraction("recall", recall);
  }

  @Override
  double least() {
    return recall;
  }

  @Override
  double bounded(Outcome outcome) {
    return outcome.recall();
  }

  @Override
  double value(Outcome outcome) {
    return outcome.precision();
  }

  @Override
  public void options(Options options) {
    super.options(options);
    recall = Ranges.fraction("recall", options.number("recall", recall));
  }
}
