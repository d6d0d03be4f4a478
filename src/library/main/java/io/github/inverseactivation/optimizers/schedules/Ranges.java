package io.github.inverseactivation.optimizers.schedules;

/** Checks of options; the messages name the value, the range and a usual value. */
final class Ranges {

  private Ranges() {}

  /** A finite number of at least 0. */
  static double atLeastZero(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name
              + " "
              + value
              + " is out of range; expected a finite number of at least 0, such as 0.001");
    }
    return value;
  }

  /** A finite number of at least 1. */
  static double atLeastOne(String name, double value) {
    if (!(value >= 1 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name
              + " "
              + value
              + " is out of range; expected a finite number of at least 1, such as 2");
    }
    return value;
  }

  /** A finite number above 0. */
  static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected a finite number above 0, such as 25");
    }
    return value;
  }

  /** A number of steps. */
  static int steps(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected at least " + least + ", such as 1000");
    }
    return value;
  }
}
