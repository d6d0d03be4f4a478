package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;

/**
 * The best specificity at any threshold that gives a certain sensitivity.
 *
 * <pre>
 * specificity = true negatives / (true negatives + false positives)
 * sensitivity = true positives / (true positives + false negatives)
 * </pre>
 *
 * <p>It is 0 where no threshold reaches that. Labels, 0 or 1, and predictions, from 0 to 1, have
 * the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new SpecificityAtSensitivity(0.9));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.SpecificityAtSensitivity}.
 */
public final class SpecificityAtSensitivity extends CurvePoint<SpecificityAtSensitivity> {

  private double sensitivity;

  /**
   * Creates a metric.
   *
   * @param sensitivity the least sensitivity, from 0 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public SpecificityAtSensitivity(double sensitivity) {
    super("specificity_at_sensitivity");
    this.sensitivity = Ranges.fraction("sensitivity", sensitivity);
  }

  @Override
  double least() {
    return sensitivity;
  }

  @Override
  double bounded(Outcome outcome) {
    return outcome.recall();
  }

  @Override
  double value(Outcome outcome) {
    return outcome.specificity();
  }

  @Override
  public void options(Options options) {
    super.options(options);
    sensitivity = Ranges.fraction("sensitivity", options.number("sensitivity", sensitivity));
  }
}
