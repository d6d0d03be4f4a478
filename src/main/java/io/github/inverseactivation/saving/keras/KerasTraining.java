package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.OptimizerState;
import java.util.List;
import java.util.Objects;
import org.tensorflow.framework.losses.Loss;

/**
 * How a model is trained, and how far it is.
 *
 * @param optimizer updates the weights
 * @param loss what is minimised
 * @param metrics what is reported besides
 * @param weightedMetrics what is reported with the weights of examples
 * @param state where the optimizer stands, or null at the start
 */
public record KerasTraining(
    Optimizer optimizer,
    Loss loss,
    List<Metric> metrics,
    List<Metric> weightedMetrics,
    OptimizerState state) {

  /**
   * Keeps copies of the lists.
   *
   * @param optimizer updates the weights
   * @param loss what is minimised
   * @param metrics what is reported besides
   * @param weightedMetrics what is reported with the weights of examples
   * @param state where the optimizer stands, or null at the start
   */
  public KerasTraining {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(loss, "loss");
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
  }
}
