package io.github.inverseactivation.metrics;

/** Checks of options; the messages name the value, the range and a usual value. */
final class Ranges {

  private Ranges() {}

  /** A number from 0 to 1. */
  static double fraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected 0 <= " + name + " <= 1, such as 0.5");
    }
    return value;
  }

  /** A whole number. */
  static int atLeast(int least, String name, int value, int usual) {
    if (value < least) {
      throw new IllegalArgumentException(
          name
              + " "
              + value
              + " is out of range; expected at least "
              + least
              + ", such as "
              + usual);
    }
    return value;
  }

  /** A whole number whose upper limit keeps what a file asks for within memory. */
  static int between(int least, int most, String name, int value, int usual) {
    if (value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected at most " + most + ", such as " + usual);
    }
    return atLeast(least, name, value, usual);
  }

  /** How many thresholds there are. */
  static int thresholds(int least, int count) {
    return between(least, 1_000_000, "numThresholds", count, 200);
  }

  /** A whole number that may be absent. */
  static Integer optional(int least, String name, Long value, int usual) {
    return value == null ? null : (Integer) atLeast(least, name, Math.toIntExact(value), usual);
  }

  /** How many of the best classes count. */
  static int classes(int k) {
    return atLeast(1, "k", k, 5);
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
