package io.github.inverseactivation.data;

import java.util.List;

/** The checks that make separate arrays one set of examples. */
final class Examples {
  private Examples() {}

  /** The number of examples that all arrays agree on. */
  static int count(List<Array> inputs, List<Array> targets, Array sampleWeights) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("at least one input array is expected, got none");
    }
    int count = -1;
    for (int i = 0; i < inputs.size(); i++) {
      count = agree(inputs.get(i), inputs.size() == 1 ? "inputs" : "inputs[" + i + "]", count);
    }
    for (int i = 0; i < targets.size(); i++) {
      count = agree(targets.get(i), targets.size() == 1 ? "targets" : "targets[" + i + "]", count);
    }
    if (sampleWeights != null) {
      agree(sampleWeights, "sampleWeights", count);
      if (sampleWeights.rank() > 2 || sampleWeights.dtype() == DType.STRING) {
        throw new IllegalArgumentException(
            "sampleWeights must be one number for each example or for each of its steps, got "
                + ArraySpec.ofRows(sampleWeights)
                + " for each");
      }
    }
    return count;
  }

  private static int agree(Array array, String name, int expected) {
    if (array.rank() == 0) {
      throw new IllegalArgumentException(
          name + " is a scalar; the first dimension must be the examples");
    }
    if (array.rows() == 0) {
      throw new IllegalArgumentException(name + " has no examples; at least 1 is expected");
    }
    if (expected >= 0 && array.rows() != expected) {
      throw new IllegalArgumentException(
          name + " has " + array.rows() + " examples, but the first input has " + expected);
    }
    return array.rows();
  }
}
