package io.github.inverseactivation.data;

import java.util.List;

/**
 * One example of a data set: what goes into a model and what should come out. Unlike in a {@link
 * Batch}, arrays have no batch dimension.
 *
 * <pre>{@code
 * Example seven = Example.of(Array.uint8(new byte[28 * 28], 28, 28, 1), 7);
 * Array pixels = seven.input();
 * Example scaled = seven.withInput(pixels.cast(DType.FLOAT32));
 * }</pre>
 *
 * @param inputs one array for each input of the model, at least one
 * @param targets one array for each output of the model; empty for data to predict from
 * @param sampleWeight how much the example counts, or null when all count alike
 */
public record Example(List<Array> inputs, List<Array> targets, Float sampleWeight) {

  /**
   * An example.
   *
   * @param inputs one array for each input, at least one
   * @param targets one array for each output, or none
   * @param sampleWeight how much the example counts, or null
   * @throws IllegalArgumentException if there is no input
   */
  public Example {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("an example needs at least one input, got none");
    }
  }

  /**
   * An example to predict from.
   *
   * @param input the only input
   * @return the example
   */
  public static Example of(Array input) {
    return new Example(List.of(input), List.of(), null);
  }

  /**
   * An example for a model with one input and one output.
   *
   * @param input the only input
   * @param target the only target
   * @return the example
   */
  public static Example of(Array input, Array target) {
    return new Example(List.of(input), List.of(target), null);
  }

  /**
   * An example of a class.
   *
   * @param input the only input
   * @param label the number of its class, for {@code SparseCategoricalCrossentropy}
   * @return an example whose target is a scalar of {@link DType#INT32}
   */
  public static Example of(Array input, int label) {
    return of(input, Array.scalar(DType.INT32, new int[] {label}));
  }

  /**
   * The only input.
   *
   * @return its array
   * @throws IllegalStateException if there are several
   */
  public Array input() {
    return only(inputs, "inputs");
  }

  /**
   * The only target.
   *
   * @return its array
   * @throws IllegalStateException if there is none or there are several
   */
  public Array target() {
    return only(targets, "targets");
  }

  private static Array only(List<Array> arrays, String what) {
    if (arrays.size() != 1) {
      throw new IllegalStateException(
          "the example has " + arrays.size() + " " + what + ", not 1: choose from " + what + "()");
    }
    return arrays.get(0);
  }

  /**
   * The same example with another input in place of all it has.
   *
   * @param input the only input
   * @return a changed copy
   */
  public Example withInput(Array input) {
    return new Example(List.of(input), targets, sampleWeight);
  }

  /**
   * The same example with another target in place of all it has.
   *
   * @param target the only target
   * @return a changed copy
   */
  public Example withTarget(Array target) {
    return new Example(inputs, List.of(target), sampleWeight);
  }

  /**
   * The same example with its class as a vector, as {@code CategoricalCrossentropy} and {@link
   * MixUp} take it: 1 in the place of the class and 0 elsewhere.
   *
   * @param classes how many classes there are
   * @return an example whose target is a vector of {@link DType#FLOAT32}
   * @throws IllegalArgumentException if the target is not one number from 0 to below {@code
   *     classes}
   * @throws IllegalStateException if there is no target or there are several
   */
  public Example oneHot(int classes) {
    long[] label = target().longs();
    if (label.length != 1 || label[0] < 0 || label[0] >= classes) {
      throw new IllegalArgumentException(
          "the target must be a class from 0 to " + (classes - 1) + ", not " + target());
    }
    return withTarget(LabelMode.CATEGORICAL.target((int) label[0], classes));
  }

  /**
   * The same example with a weight.
   *
   * @param weight how much it counts; 1 is as much as one without a weight
   * @return a changed copy
   */
  public Example withSampleWeight(float weight) {
    return new Example(inputs, targets, weight);
  }
}
