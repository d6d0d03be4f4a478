package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers as arrays, for the state that callbacks keep. */
final class States {
  private States() {}

  static Array of(double value) {
    return Array.scalar(DType.FLOAT64, new double[] {value});
  }

  static Array of(long value) {
    return Array.scalar(DType.INT64, new long[] {value});
  }

  static double number(Map<String, Array> state, String key) {
    return scalar(state, key, DType.FLOAT64).doubles()[0];
  }

  static int integer(Map<String, Array> state, String key) {
    return Math.toIntExact(whole(state, key));
  }

  static long whole(Map<String, Array> state, String key) {
    return scalar(state, key, DType.INT64).longs()[0];
  }

  private static Array scalar(Map<String, Array> state, String key, DType dtype) {
    Array value = state.get(key);
    if (value == null || value.rank() != 0 || value.dtype() != dtype) {
      throw new FormatException("'" + key + "' is expected to be a " + dtype + ", found " + value);
    }
    return value;
  }

  /** The arrays called {@code prefix0}, {@code prefix1} and so on. */
  static List<Array> list(Map<String, Array> state, String prefix) {
    List<Array> list = new ArrayList<>();
    for (Array next = state.get(prefix + 0); next != null; next = state.get(prefix + list.size())) {
      list.add(next);
    }
    return list;
  }

  /** Whether every weight is a number; after a bad step they are not, though the loss still was. */
  static boolean areFinite(List<Array> weights) {
    for (Array weight : weights) {
      for (float value : weight.floats()) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }
}
