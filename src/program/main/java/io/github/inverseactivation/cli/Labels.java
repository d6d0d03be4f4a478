package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.datasets.TrainTest;
import java.util.Arrays;

/** The classes of a data set: whole numbers from 0. */
final class Labels {
  private Labels() {}

  /** One class number for each example. */
  static long[] of(String dataset, ArrayDataset data) {
    Array labels = data.targetArrays().get(0);
    if (labels.dtype() == DType.STRING
        || labels.dtype().isFloating()
        || labels.size() != labels.rows()) {
      throw new IllegalArgumentException(
          dataset
              + ": labels are "
              + labels.dtype()
              + " "
              + Arrays.toString(labels.shape())
              + ", expected one whole number for each example: of one-hot rows, take the argmax");
    }
    long[] classes = labels.longs();
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0) {
        throw new IllegalArgumentException(
            dataset + ": label " + i + " is " + classes[i] + ", expected at least 0");
      }
    }
    return classes;
  }

  /** The number of classes: one more than the highest label of both parts. */
  static int count(TrainTest data) {
    long highest = 0;
    for (ArrayDataset part : new ArrayDataset[] {data.train(), data.test()}) {
      highest = Math.max(highest, Arrays.stream(of(data.name(), part)).max().orElse(0));
    }
    if (highest >= 1_000_000) {
      throw new IllegalArgumentException(
          data.name()
              + ": the highest label is "
              + highest
              + ", expected classes numbered from 0 to at most 999999: number them anew");
    }
    return (int) highest + 1;
  }
}
