package io.github.inverseactivation.datasets;

import io.github.inverseactivation.data.ArrayDataset;
import java.util.Objects;

/**
 * A data set in its two usual parts.
 *
 * @param train the examples to learn from
 * @param test the examples to judge by
 * @param name what the data set is called, such as {@code mnist}
 */
public record TrainTest(ArrayDataset train, ArrayDataset test, String name) {

  /**
   * A data set in its two usual parts.
   *
   * @param train the examples to learn from
   * @param test the examples to judge by, of the same kind
   * @param name what the data set is called
   * @throws IllegalArgumentException if the examples of the parts differ in type or shape
   */
  public TrainTest {
    Objects.requireNonNull(name, "name");
    if (!train.inputs().equals(test.inputs()) || !train.targets().equals(test.targets())) {
      throw new IllegalArgumentException(
          name + ": the examples for training and test differ: " + train + " and " + test);
    }
  }
}
