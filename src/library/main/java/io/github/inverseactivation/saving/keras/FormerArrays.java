package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.util.List;

/** What older weights are turned by: all are float32 and in row-major order. */
final class FormerArrays {
  private FormerArrays() {}

  /** The array with its axes in another order. */
  static Array transposed(Array array, int... axes) {
    long[] shape = array.shape();
    long[] steps = steps(shape);
    long[] turned = new long[axes.length];
    long[] turnedSteps = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      turned[i] = shape[axes[i]];
      turnedSteps[i] = steps[axes[i]];
    }
    return gathered(array, turned, turnedSteps, 0);
  }

  /** The array backwards along its first axes. */
  static Array backwards(Array array, int axes) {
    long[] shape = array.shape();
    long[] steps = steps(shape);
    long start = 0;
    for (int i = 0; i < axes; i++) {
      start += steps[i] * (shape[i] - 1);
      steps[i] = -steps[i];
    }
    return gathered(array, shape, steps, start);
  }

  /** Arrays one after the other along their last axis. */
  static Array joined(List<Array> arrays) {
    long[] shape = arrays.get(0).shape();
    int last = shape.length - 1;
    int width = (int) shape[last];
    int rows = arrays.get(0).size() / Math.max(width, 1);
    float[] joined = new float[rows * width * arrays.size()];
    for (int part = 0; part < arrays.size(); part++) {
      float[] elements = floats(arrays.get(part));
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            elements, row * width, joined, (row * arrays.size() + part) * width, width);
      }
    }
    shape[last] *= arrays.size();
    return Array.of(joined, shape);
  }

  /** One of the equal parts of a matrix's columns. */
  static Array part(Array matrix, int part, int parts) {
    long[] shape = matrix.shape();
    int width = (int) shape[1] / parts;
    float[] elements = floats(matrix);
    float[] found = new float[(int) shape[0] * width];
    for (int row = 0; row < shape[0]; row++) {
      System.arraycopy(elements, row * (int) shape[1] + part * width, found, row * width, width);
    }
    return Array.of(found, shape[0], width);
  }

  private static Array gathered(Array array, long[] shape, long[] steps, long start) {
    float[] elements = floats(array);
    float[] found = new float[elements.length];
    int[] at = new int[shape.length];
    long place = start;
    for (int i = 0; i < found.length; i++) {
      found[i] = elements[(int) place];
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place += steps[axis];
        if (++at[axis] < shape[axis]) {
          break;
        }
        place -= steps[axis] * shape[axis];
        at[axis] = 0;
      }
    }
    return Array.of(found, shape);
  }

  private static long[] steps(long[] shape) {
    long[] steps = new long[shape.length];
    long step = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      steps[i] = step;
      step *= shape[i];
    }
    return steps;
  }

  static float[] floats(Array array) {
    return array.cast(DType.FLOAT32).floats();
  }
}
