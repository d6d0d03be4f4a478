package io.github.inverseactivation.recipes;

import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.core.Input;
import java.util.Arrays;

/** What the recipes for small images have in common. */
final class Images {
  /** Two rounds of a 3x3 convolution and a 2x2 pooling leave one pixel of ten, none of nine. */
  private static final int SMALLEST_UNPADDED = 10;

  private Images() {}

  static Input input(String recipe, int classes, long[] shape) {
    if (shape.length != 3) {
      throw new IllegalArgumentException(
          "examples of shape "
              + Arrays.toString(shape)
              + " for the recipe "
              + recipe
              + ", which takes images of [height, width, channels]: reshape the data");
    }
    if (classes < 2) {
      throw new IllegalArgumentException(
          "a classifier for "
              + classes
              + " classes, expected at least 2: look at the labels of the data");
    }
    return Input.shape(shape);
  }

  /** No padding, unless the image would vanish after two convolutions and poolings. */
  static Padding padding(long[] shape) {
    return padding(shape, SMALLEST_UNPADDED);
  }

  /** No padding from a size on, so that smaller images do not vanish. */
  static Padding padding(long[] shape, int smallestUnpadded) {
    return shape.length == 3 && Math.min(shape[0], shape[1]) >= smallestUnpadded
        ? Padding.VALID
        : Padding.SAME;
  }
}
