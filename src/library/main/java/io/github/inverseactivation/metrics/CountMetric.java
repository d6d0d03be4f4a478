package io.github.inverseactivation.metrics;

/**
 * How many predictions, by weight, are right or wrong in one way.
 *
 * @param <M> the metric itself
 */
abstract class CountMetric<M extends CountMetric<M>> extends ThresholdMetric<M> {

  CountMetric(String name) {
    super(name);
  }

  @Override
  final Integer onlyClass() {
    return null;
  }

  @Override
  final Integer best() {
    return null;
  }
}
