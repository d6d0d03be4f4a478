package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a run's state under their names, such as {@code optimizer/0/momentum}. */
final class RunState {
  private final Map<String, Array> arrays;

  RunState() {
    this(new LinkedHashMap<>());
  }

  RunState(Map<String, Array> arrays) {
    this.arrays = arrays;
  }

  Map<String, Array> arrays() {
    return arrays;
  }

  void put(String name, long value) {
    arrays.put(name, Array.scalar(DType.INT64, new long[] {value}));
  }

  void put(String name, double value) {
    arrays.put(name, Array.scalar(DType.FLOAT64, new double[] {value}));
  }

  void put(String name, List<Array> list) {
    for (int i = 0; i < list.size(); i++) {
      arrays.put(name + "/" + i, list.get(i));
    }
  }

  void put(String name, Map<String, Array> part) {
    part.forEach((key, value) -> arrays.put(name + "/" + key, value));
  }

  long whole(String name) {
    return scalar(name, DType.INT64).longs()[0];
  }

  double number(String name) {
    return scalar(name, DType.FLOAT64).doubles()[0];
  }

  private Array scalar(String name, DType dtype) {
    Array value = arrays.get(name);
    if (value == null || value.rank() != 0 || value.dtype() != dtype) {
      throw new FormatException(
          "the state's " + name + " is expected to be a " + dtype + ", found " + value);
    }
    return value;
  }

  List<Array> list(String name) {
    List<Array> list = new ArrayList<>();
    for (Array next = arrays.get(name + "/0"); next != null; ) {
      list.add(next);
      next = arrays.get(name + "/" + list.size());
    }
    return list;
  }

  /** Everything below a name. */
  Map<String, Array> part(String name) {
    Map<String, Array> part = new LinkedHashMap<>();
    arrays.forEach(
        (key, value) -> {
          if (key.startsWith(name + "/")) {
            part.put(key.substring(name.length() + 1), value);
          }
        });
    return part;
  }
}
