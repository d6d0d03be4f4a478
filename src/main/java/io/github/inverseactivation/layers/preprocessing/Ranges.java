package io.github.inverseactivation.layers.preprocessing;

import java.util.Arrays;

/** The ranges that random numbers are drawn from. */
final class Ranges {
  private Ranges() {}

  /** Refuses what is not one number or two within bounds. */
  static void require(String name, double[] numbers, double least, double greatest) {
    if (numbers == null
        || numbers.length < 1
        || numbers.length > 2
        || !Arrays.stream(numbers).allMatch(each -> each >= least && each <= greatest)) {
      throw new IllegalArgumentException(
          name
              + " takes one number or two, from "
              + least
              + " to "
              + greatest
              + ", not "
              + Arrays.toString(numbers));
    }
  }

  /** Refuses what are not two finite numbers in ascending order. */
  static void requireAscending(String name, double[] range) {
    if (range == null
        || range.length != 2
        || !(range[0] < range[1])
        || !Double.isFinite(range[0])
        || !Double.isFinite(range[1])) {
      throw new IllegalArgumentException(
          name + " takes two finite numbers in ascending order, not " + Arrays.toString(range));
    }
  }

  /** The smaller and the larger end; one number is the larger, and 0 the smaller. */
  static double[] fromZero(double[] numbers) {
    double[] ends = numbers.length == 1 ? new double[] {0, numbers[0]} : numbers.clone();
    Arrays.sort(ends);
    return ends;
  }

  /** The smaller and the larger end; one number is the distance of both from 0. */
  static double[] ends(double[] numbers) {
    double[] ends = numbers.length == 1 ? new double[] {-numbers[0], numbers[0]} : numbers.clone();
    Arrays.sort(ends);
    return ends;
  }
}
