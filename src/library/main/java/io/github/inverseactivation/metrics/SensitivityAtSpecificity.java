package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;

/**
 * The best sensitivity at any threshold that gives a certain specificity.
 *
 * <pre>
 * sensitivity = true positives / (true positives + false negatives)
 * specificity = true negatives / (true negatives + false positives)
 * </pre>
 *
 * <p>It is 0 where no threshold reaches that. Labels, 0 or 1, and predictions, from 0 to 1, have
 * the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new BinaryFocalCrossentropy(), new SensitivityAtSpecificity(0.9));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.SensitivityAtSpecificity}.
 */
public final class SensitivityAtSpecificity extends CurvePoint<SensitivityAtSpecificity> {

  private double specificity;

  /**
   * Creates a metric.
   *
   * @param specificity the least specificity, from 0 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public SensitivityAtSpecificity(double specificity) {
    super("sensitivity_at_specificity");
    this.specificity = Ranges.fraction("specificity", specificity);
  }

  @Override
  double least() {
    return specificity;
  }

  @Override
  double bounded(Outcome outcome) {
    return outcome.specificity();
  }

  @Override
  double value(Outcome outcome) {
    return outcome.recall();
  }

  @Override
  public void options(Options options) {
    super.options(options);
    specificity = Ranges.fraction("specificity", options.number("specificity", specificity));
  }
}
