package io.github.inverseactivation.optimizers;

/** Checks of options; the messages name the value, the range, and a value that is common. */
final class Ranges {

  private Ranges() {}

  /** A finite number. */
  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected a finite number");
    }
    return value;
  }

  /** A finite number of at least 0. */
  static double atLeastZero(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected a finite number of at least 0");
    }
    return value;
  }

  /** A finite number above 0. */
  static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected a finite number above 0, such as 1");
    }
    return value;
  }

  /** A rate of decay from 0 to less than 1. */
  static double fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected 0 <= " + name + " < 1, such as 0.9");
    }
    return value;
  }

  /** A share above 0, up to 1. */
  static double share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected 0 < " + name + " <= 1, such as 0.9");
    }
    return value;
  }

  /** A finite number of at most 0. */
  static double atMostZero(String name, double value) {
    if (!(value <= 0 && value > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected a finite number of at most 0");
    }
    return value;
  }

  /** A number of steps. */
  static long steps(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected at least " + least);
    }
    return value;
  }
}
