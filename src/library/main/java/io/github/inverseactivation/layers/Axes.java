package io.github.inverseactivation.layers;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Axis numbers as Keras takes them: counted from the end when negative. */
public final class Axes {
  private Axes() {}

  /**
   * An axis counted from the start.
   *
   * @param axis the axis, from -rank to rank-1
   * @param input the shape it is an axis of
   * @return the axis, from 0 to rank-1
   * @throws IllegalArgumentException if there is no such axis
   */
  public static int resolve(int axis, Shape input) {
    int rank = input.numDimensions();
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis "
              + axis
              + " is out of range for the input shape "
              + input
              + ": choose one from "
              + -rank
              + " to "
              + (rank - 1));
    }
    return axis < 0 ? axis + rank : axis;
  }

  /**
   * Axes counted from the start, in ascending order.
   *
   * @param axes the axes, each from -rank to rank-1
   * @param input the shape they are axes of
   * @return the axes, each from 0 to rank-1
   * @throws IllegalArgumentException if there is no such axis or one is named twice
   */
  public static int[] resolve(int[] axes, Shape input) {
    int[] resolved = Arrays.stream(axes).map(axis -> resolve(axis, input)).sorted().toArray();
    for (int i = 1; i < resolved.length; i++) {
      if (resolved[i] == resolved[i - 1]) {
        throw new IllegalArgumentException(
            "the axes "
                + Arrays.toString(axes)
                + " name one axis of the input shape "
                + input
                + " twice: name each once");
      }
    }
    return resolved;
  }
}
