package io.github.inverseactivation.metrics;

/** Checks of options; the messages name the value, the range and a usual value. */
final class Ranges {

  private Ranges() {}

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

  /** How many of the best classes count. */
  static int classes(int k) {
    if (k < 1) {
      throw new IllegalArgumentException(
          "k " + k + " is out of range; expected at least 1, such as 5");
    }
    return k;
  }

  /** A number to compare predictions with. */
  static double threshold(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "threshold " + value + " is out of range; expected a finite number, such as 0.5");
    }
    return value;
  }
}
