package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Computes many examples some at a time, so that memory does not grow with their number. */
final class Chunks {
  private final int size;

  Chunks(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, not " + size);
    }
    this.size = size;
  }

  List<Array> apply(List<Array> inputs, UnaryOperator<List<Array>> function) {
    int examples = (int) inputs.get(0).shape()[0];
    if (examples <= size) {
      return function.apply(inputs);
    }
    List<List<Array>> parts = new ArrayList<>();
    for (int from = 0; from < examples; from += size) {
      int start = from;
      int end = Math.min(from + size, examples);
      parts.add(function.apply(inputs.stream().map(array -> array.rows(start, end)).toList()));
    }
    List<Array> outputs = new ArrayList<>();
    for (int i = 0; i < parts.get(0).size(); i++) {
      int output = i;
      outputs.add(Array.concatenate(parts.stream().map(part -> part.get(output)).toList()));
    }
    return outputs;
  }
}
