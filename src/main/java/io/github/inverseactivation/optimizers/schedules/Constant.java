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
    this.value = check(value);
  }

  @Override
  public double at(long iteration) {
    return value;
  }

  @Override
  public void options(Options options) {
    value = check(options.number("value", value));
  }

  private static double check(double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learning rate "
              + value
              + " is out of range; expected a finite number of at least 0,"
              + " such as 0.001");
    }
    return value;
  }
}
