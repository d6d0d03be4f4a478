package io.github.inverseactivation.callbacks;

/** Refuses options that are out of their range. */
final class Ranges {
  private Ranges() {}

  static void atLeastZero(String option, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(option + " must be at least 0, not " + value);
    }
  }

  static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, not " + value);
    }
  }

  static void finiteAtLeastZero(String option, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(option + " must be a number of at least 0, not " + value);
    }
  }
}
