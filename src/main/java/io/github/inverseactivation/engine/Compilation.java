package io.github.inverseactivation.engine;

import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.optimizers.Optimizer;
import java.util.List;
import java.util.Objects;
import org.tensorflow.framework.losses.Loss;

/**
 * What a network is compiled with.
 *
 * @param optimizer updates the weights
 * @param loss what is minimised
 * @param metrics what is reported besides
 * @param weightedMetrics what is reported with the weights of examples
 */
public record Compilation(
    Optimizer optimizer, Loss loss, List<Metric> metrics, List<Metric> weightedMetrics) {

  /**
   * Keeps copies of the lists.
   *
   * @param optimizer updates the weights
   * @param loss what is minimised
   * @param metrics what is reported besides
   * @param weightedMetrics what is reported with the weights of examples
   */
  public Compilation {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(loss, "loss");
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
  }
}
