package io.github.inverseactivation.metrics;

import java.util.Arrays;

/**
 * A metric that may have several numbers, one for each class or threshold. One number is reported,
 * their mean.
 *
 * @param <M> the metric itself
 */
abstract class VectorMetric<M extends VectorMetric<M>> extends NamedMetric<M> {

  VectorMetric(String name) {
    super(name);
  }

  @Override
  public final double result(double[] sums) {
    return Arrays.stream(results(sums)).average().orElse(0);
  }

  @Override
  public abstract double[] results(double[] sums);
}
