package io.github.inverseactivation.optimizers.schedules;

import io.github.inverseactivation.config.Options;

/** A learning rate that never changes: what a plain number means. */
public final class Constant implements Schedule {

  private double value;

  /**
   * Creates a schedule.
   *
   * @param value the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is not
   */
  public Constant(double value) {
    this.value = Ranges.atLeastZero("learningRate", value);
  }

  @Override
  public double at(long iteration) {
    return value;
  }

  @Override
  public void options(Options options) {
    value = Ranges.atLeastZero("learningRate", options.number("value", value));
  }
}
