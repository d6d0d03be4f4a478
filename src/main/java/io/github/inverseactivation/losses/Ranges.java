package io.github.inverseactivation.losses;

/** Checks of options; the messages name the value, the range and a usual value. */
final class Ranges {

  private Ranges() {}

  /** A finite number above 0. */
  static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected a finite number above 0, such as 1");
    }
    return value;
  }

  /** A number from 0 to 1. */
  static double smoothing(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing "
              + value
              + " is out of range; expected 0 <= labelSmoothing <= 1, such as 0.1");
    }
    return value;
  }
}
