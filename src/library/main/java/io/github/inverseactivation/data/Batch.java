package io.github.inverseactivation.data;

import java.util.List;

/**
 * Some examples of a data set, ready for one step: every array has the batch as its first
 * dimension.
 *
 * @param inputs one array for each input of the model, at least one
 * @param targets one array for each output of the model; empty for data to predict from
 * @param sampleWeights one number for each example or for each of its steps, or null when all count
 *     alike
 */
public record Batch(List<Array> inputs, List<Array> targets, Array sampleWeights) {

  /**
   * A batch.
   *
   * @param inputs one array for each input, at least one
   * @param targets one array for each output, or none
   * @param sampleWeights one number for each example or for each of its steps, or null
   * @throws IllegalArgumentException if there is no input or the arrays differ in their number of
   *     examples
   */
  public Batch {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    Examples.count(inputs, targets, sampleWeights);
  }

  /**
   * The number of examples.
   *
   * @return the size of the first dimension of every array
   */
  public int size() {
    return inputs.get(0).rows();
  }
}
