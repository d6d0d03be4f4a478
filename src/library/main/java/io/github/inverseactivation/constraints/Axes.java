package io.github.inverseactivation.constraints;

import java.util.Arrays;
import org.tensorflow.Operand;

/** The checks that the constraints on norms share. */
final class Axes {
  private Axes() {}

  static int[] require(String owner, int[] axes) {
    if (axes == null || axes.length == 0 || Arrays.stream(axes).distinct().count() < axes.length) {
      throw new IllegalArgumentException(
          owner + ": one or more different axes are expected (got " + Arrays.toString(axes) + ")");
    }
    return axes.clone();
  }

  static void requireInRange(String owner, int[] axes, Operand<?> weights) {
    int rank = weights.shape().numDimensions();
    for (int axis : axes) {
      if (rank >= 0 && (axis < -rank || axis >= rank)) {
        throw new IllegalArgumentException(
            owner + ": axis " + axis + " is out of range for a weight of shape " + weights.shape());
      }
    }
  }

  static double requireNonNegative(String owner, String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be a finite number, 0 or more (got " + value + ")");
    }
    return value;
  }
}
