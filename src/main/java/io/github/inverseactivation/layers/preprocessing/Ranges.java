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

  /** The smaller and the larger end; one number is the distance of both from 0. */
  static double[] ends(double[] numbers) {
    double[] ends = numbers.length == 1 ? new double[] {-numbers[0], numbers[0]} : numbers.clone();
    Arrays.sort(ends);
    return ends;
  }
}
