package io.github.inverseactivation.layers;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Whole numbers along the axes of an image, such as a kernel's height and width: given once for all
 * axes, or once for each.
 */
public final class Sizes {
  private Sizes() {}

  /**
   * One number for each axis.
   *
   * @param name what the numbers are called in messages
   * @param axes how many axes there are
   * @param minimum the smallest number allowed
   * @param values one number, or as many as there are axes
   * @return a new array with a number for each axis
   * @throws IllegalArgumentException if there are more or fewer numbers, or one is below the
   *     minimum
   */
  public static int[] of(String name, int axes, int minimum, int... values) {
    if (values == null || values.length != 1 && values.length != axes) {
      throw new IllegalArgumentException(
          name + " takes one number or " + axes + ", not " + Arrays.toString(values));
    }
    for (int value : values) {
      if (value < minimum) {
        throw new IllegalArgumentException(
            name + " must be at least " + minimum + ", not " + text(values));
      }
    }
    int[] sizes = values.length == axes ? values.clone() : new int[axes];
    if (values.length == 1) {
      Arrays.fill(sizes, values[0]);
    }
    return sizes;
  }

  /**
   * Sizes as messages show them.
   *
   * @param sizes the sizes
   * @return such as {@code 3x3}
   */
  public static String text(int... sizes) {
    return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }
}
