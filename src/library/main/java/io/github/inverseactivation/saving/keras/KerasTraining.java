package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.training.Compile;
import java.util.Objects;

/**
 * How a model is trained, and how far it is.
 *
 * @param settings optimizer, losses and metrics
 * @param state where the optimizer stands, or null at the start
 */
public record KerasTraining(Compile settings, OptimizerState state) {

  /**
   * Checks that there are settings.
   *
   * @param settings optimizer, losses and metrics
   * @param state where the optimizer stands, or null at the start
   */
  public KerasTraining {
    Objects.requireNonNull(settings, "settings");
  }
}
