package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.Array;
import java.util.Arrays;
import java.util.Optional;

/** What a classifier put out, one row for each example. */
record Scores(Array scores, Optional<Boolean> recorded) {
  private static final double TOLERANCE = 1e-3;

  /** Keras's clipping of probabilities. */
  private static final double EPSILON = 1e-7;

  record Result(double loss, double accuracy, boolean logits) {}

  Result compare(long[] labels) {
    if (scores.rank() != 2 || scores.shape()[1] < 2) {
      throw new IllegalArgumentException(
          "the model puts out "
              + Arrays.toString(scores.shape())
              + ", expected one row for each example with a number for each class");
    }
    double[] values = scores.doubles();
    int classes = (int) scores.shape()[1];
    boolean logits = recorded.orElseGet(() -> !areProbabilities(values, classes));
    double loss = 0;
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] >= classes) {
        throw new IllegalArgumentException(
            "label "
                + row
                + " of the data is "
                + labels[row]
                + ", but the model knows the classes 0 to "
                + (classes - 1)
                + ": is it a model for this data set?");
      }
      int label = (int) labels[row];
      loss +=
          logits
              ? ofLogits(values, row * classes, classes, label)
              : ofProbabilities(values, row * classes, classes, label);
      right += largest(values, row * classes, classes) == label ? 1 : 0;
    }
    return new Result(loss / labels.length, (double) right / labels.length, logits);
  }

  private static boolean areProbabilities(double[] values, int classes) {
    for (int from = 0; from < values.length; from += classes) {
      double sum = 0;
      for (int i = from; i < from + classes; i++) {
        if (!(values[i] >= 0)) {
          return false;
        }
        sum += values[i];
      }
      if (Math.abs(sum - 1) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static double ofLogits(double[] values, int from, int classes, int label) {
    double highest = values[from + largest(values, from, classes)];
    double sum = 0;
    for (int i = from; i < from + classes; i++) {
      sum += Math.exp(values[i] - highest);
    }
    return Math.log(sum) + highest - values[from + label];
  }

  private static double ofProbabilities(double[] values, int from, int classes, int label) {
    double sum = 0;
    for (int i = from; i < from + classes; i++) {
      sum += values[i];
    }
    double probability = values[from + label] / sum;
    return -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
  }

  private static int largest(double[] values, int from, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
