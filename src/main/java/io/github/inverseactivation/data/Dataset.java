package io.github.inverseactivation.data;

import java.util.List;

/**
 * Examples to train on, to evaluate with or to predict from, in batches. Arrays in memory are the
 * common case; implement this interface for anything else.
 *
 * <pre>{@code
 * Dataset data = Dataset.of(images, labels);
 * for (Batch batch : data.batches(32, epochSeed)) {
 *   train(batch);
 * }
 * }</pre>
 */
public interface Dataset {

  /**
   * Inputs alone, to predict from.
   *
   * @param inputs an array whose first dimension is the examples; not copied
   * @return the data set
   * @throws IllegalArgumentException if there is no example
   */
  static ArrayDataset of(Array inputs) {
    return of(List.of(inputs), List.of());
  }

  /**
   * Examples for a model with one input and one output.
   *
   * @param inputs an array whose first dimension is the examples; not copied
   * @param targets what the model should say to each; not copied
   * @return the data set
   * @throws IllegalArgumentException if the arrays differ in their number of examples or have none
   */
  static ArrayDataset of(Array inputs, Array targets) {
    return of(List.of(inputs), List.of(targets));
  }

  /**
   * Examples for a model with several inputs or outputs.
   *
   * @param inputs one array for each input, each with the examples as its first dimension
   * @param targets one array for each output, or none
   * @return the data set
   * @throws IllegalArgumentException if the arrays differ in their number of examples or have none
   */
  static ArrayDataset of(List<Array> inputs, List<Array> targets) {
    return ArrayDataset.of(inputs, targets);
  }

  /**
   * The number of examples in one epoch.
   *
   * @return the number of examples, at least 1
   */
  long size();

  /**
   * What one example looks like in each input array.
   *
   * @return one description for each input, at least one
   */
  List<ArraySpec> inputs();

  /**
   * What one example looks like in each target array.
   *
   * @return one description for each output; empty for data to predict from
   */
  List<ArraySpec> targets();

  /**
   * All examples once, in their own order.
   *
   * @param batchSize the number of examples in each batch but the last, at least 1
   * @return the batches; the last has what is left over
   * @throws IllegalArgumentException if batchSize is less than 1
   */
  Iterable<Batch> batches(int batchSize);

  /**
   * All examples once, in an order that is a function of the seed alone: the same seed always gives
   * the same batches.
   *
   * @param batchSize the number of examples in each batch but the last, at least 1
   * @param shuffleSeed the seed; use another one for each epoch
   * @return the batches; the last has what is left over
   * @throws IllegalArgumentException if batchSize is less than 1
   */
  Iterable<Batch> batches(int batchSize, long shuffleSeed);
}
