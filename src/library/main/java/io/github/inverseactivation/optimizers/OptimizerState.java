package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.data.Array;
import java.util.List;
import java.util.Map;

/**
 * Where an optimizer stands: all that is needed, besides the weights, to continue training as if it
 * had never stopped.
 *
 * @param iteration how many steps have been done
 * @param learningRate the learning rate of the next step, which callbacks may have changed
 * @param slots for each trained weight, in the model's order, the values of {@link Optimizer#slots}
 *     by name
 * @param scalars the values of {@link Optimizer#scalars} by name
 */
public record OptimizerState(
    long iteration,
    double learningRate,
    List<Map<String, Array>> slots,
    Map<String, Array> scalars) {

  /**
   * Keeps copies of the lists.
   *
   * @param iteration how many steps have been done
   * @param learningRate the learning rate of the next step
   * @param slots the values of the slots
   * @param scalars the values of the scalars
   * @throws IllegalArgumentException if the iteration is negative
   */
  public OptimizerState {
    if (iteration < 0) {
      throw new IllegalArgumentException("iteration must be at least 0, not " + iteration);
    }
    slots = slots.stream().map(Map::copyOf).toList();
    scalars = Map.copyOf(scalars);
  }
}
