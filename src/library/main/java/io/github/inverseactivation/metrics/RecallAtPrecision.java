package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;

/**
 * The best recall at any threshold that gives a certain precision.
 *
 * <pre>
 * recall    = true positives / (true positives + false negatives)
 * precision = true positives / (true positives + false positives)
 * </pre>
 *
 * <p>It is 0 where no threshold reaches that. Labels, 0 or 1, and predictions, from 0 to 1, have
 * the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new RecallAtPrecision(0.9));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.RecallAtPrecision}.
 */
public final class RecallAtPrecision extends CurvePoint<RecallAtPrecision> {

  private double precision;

  /**
   * Creates a metric.
   *
   * @param precision the least precision, from 0 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public RecallAtPrecision(double precision) {
    super("recall_at_precision");
    this.precision = Ranges.fraction("precision", precision);
  }

  @Override
  double least() {
    return precision;
  }

  @Override
  double bounded(Outcome outcome) {
    return outcome.precision();
  }

  @Override
  double value(Outcome outcome) {
    return outcome.recall();
  }

  @Override
  public void options(Options options) {
    super.options(options);
    precision = Ranges.fraction("precision", options.number("precision", precision));
  }
}
