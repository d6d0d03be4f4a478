package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;

/**
 * The best that one rate becomes at any threshold where another one is high enough.
 *
 * @param <M> the metric itself
 */
abstract class CurvePoint<M extends CurvePoint<M>> extends OutcomeMetric<M> {

  private int numThresholds = 200;
  private Long classId;

  CurvePoint(String name) {
    super(name);
  }

  /** How high the other rate has to be. */
  abstract double least();

  /** The other rate. */
  abstract double bounded(Outcome outcome);

  /** The rate itself. */
  abstract double value(Outcome outcome);

  /**
   * The same metric with another number of thresholds, in equal steps from 0 to 1.
   *
   * @param numThresholds the number, from 1 to 1,000,000; 200 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final M numThresholds(int numThresholds) {
    Ranges.thresholds(1, numThresholds);
    return with(copy -> ((CurvePoint<?>) copy).numThresholds = numThresholds);
  }

  /**
   * The same metric of one class alone.
   *
   * @param classId the class's place in the last dimension, from 0 on; all classes by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final M classId(int classId) {
    Ranges.atLeast(0, "classId", classId, 1);
    return with(copy -> ((CurvePoint<?>) copy).classId = (long) classId);
  }

  @Override
  final Thresholds bounds() {
    return Thresholds.steps(numThresholds);
  }

  @Override
  final Integer onlyClass() {
    return Ranges.optional(0, "classId", classId, 1);
  }

  @Override
  final Integer best() {
    return null;
  }

  @Override
  public final double[] results(double[] sums) {
    double best = 0;
    for (Outcome outcome : bounds().outcomes(sums, 0)) {
      // Keras compares float32 numbers, and a rate such as 0.7 is meant to be reached by 7 of 10.
      if ((float) bounded(outcome) >= (float) least()) {
        best = Math.max(best, value(outcome));
      }
    }
    return new double[] {best};
  }

  @Override
  public void options(Options options) {
    super.options(options);
    numThresholds = Ranges.thresholds(1, options.integer("numThresholds", numThresholds));
    classId = options.optionalLong("classId", classId);
    onlyClass();
  }
}
