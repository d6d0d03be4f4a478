package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Configurable;

/**
 * A learning rate that depends on the iteration.
 *
 * <p>It is computed in Java before each step and fed to the graph, so any function will do.
 */
public interface Schedule extends Configurable {

  /**
   * The learning rate of a step.
   *
   * @param iteration how many steps have been done: 0 for the first
   * @return the learning rate
   */
  double at(long iteration);
}
