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

  /** A finite number of at least 0. */
  static double notNegative(String name, double value, double usual) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name
              + " "
              + value
              + " is out of range; expected a finite number of at least 0, such as "
              + usual);
    }
    return value;
  }

  /** A number from 0 to 1. */
  static double fraction(String name, double value, double usual) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name
              + " "
              + value
              + " is out of range; expected 0 <= "
              + name
              + " <= 1, such as "
              + usual);
    }
    return value;
  }

  /** A number above 0 and below 1. */
  static double between(String name, double value, double usual) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range; expected 0 < " + name + " < 1, such as " + usual);
    }
    return value;
  }
}
