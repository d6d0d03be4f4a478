package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import java.util.Arrays;

/**
 * A number for each of one or several thresholds.
 *
 * @param <M> the metric itself
 */
abstract class ThresholdMetric<M extends ThresholdMetric<M>> extends OutcomeMetric<M> {

  private double[] thresholds;

  ThresholdMetric(String name) {
    super(name);
  }

  /** The number at one threshold. */
  abstract double value(Outcome outcome);

  /**
   * The same metric with other thresholds: a prediction above one counts as positive. With several
   * the metric has a number for each, and their mean is reported.
   *
   * @param thresholds from 0 to 1; 0.5 by default
   * @return the changed copy
   * @throws IllegalArgumentException if there is none, or one is out of range
   */
  public final M thresholds(double... thresholds) {
    double[] checked = checked(thresholds.clone());
    return with(copy -> ((ThresholdMetric<?>) copy).thresholds = checked);
  }

  @Override
  final Thresholds bounds() {
    return Thresholds.of(given());
  }

  private double[] given() {
    if (thresholds != null) {
      return thresholds;
    }
    return new double[] {best() == null ? 0.5 : NOT_AMONG_BEST};
  }

  @Override
  public final double[] results(double[] sums) {
    Thresholds ordered = bounds();
    Outcome[] outcomes = ordered.outcomes(sums, 0);
    return Arrays.stream(given()).map(t -> value(outcomes[ordered.indexOf(t)])).toArray();
  }

  private static double[] checked(double[] thresholds) {
    if (thresholds != null) {
      if (thresholds.length == 0) {
        throw new IllegalArgumentException("there are no thresholds; expected some, such as 0.5");
      }
      for (double threshold : thresholds) {
        Ranges.fraction("threshold", threshold);
      }
    }
    return thresholds;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    thresholds = checked(options.numbers("thresholds", thresholds));
  }
}
