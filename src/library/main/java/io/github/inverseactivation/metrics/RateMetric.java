package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;

/**
 * The part of predictions that are right, of those of one kind.
 *
 * @param <M> the metric itself
 */
abstract class RateMetric<M extends RateMetric<M>> extends ThresholdMetric<M> {

  private Long topK;
  private Long classId;

  RateMetric(String name) {
    super(name);
  }

  /**
   * The same metric where the classes with the highest predictions count as predicted, whatever
   * their size, unless {@link #thresholds} are given too.
   *
   * @param topK how many of them, at least 1; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final M topK(int topK) {
    Ranges.atLeast(1, "topK", topK, 3);
    return with(copy -> ((RateMetric<?>) copy).topK = (long) topK);
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
    return with(copy -> ((RateMetric<?>) copy).classId = (long) classId);
  }

  @Override
  final Integer best() {
    return Ranges.optional(1, "topK", topK, 3);
  }

  @Override
  final Integer onlyClass() {
    return Ranges.optional(0, "classId", classId, 1);
  }

  @Override
  public final void options(Options options) {
    super.options(options);
    topK = options.optionalLong("topK", topK);
    classId = options.optionalLong("classId", classId);
    best();
    onlyClass();
  }
}
