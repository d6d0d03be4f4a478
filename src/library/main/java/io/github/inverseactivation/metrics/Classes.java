package io.github.inverseactivation.metrics;

import org.tensorflow.ndarray.Shape;

/** The number of classes that predictions are of, where a metric keeps numbers for each. */
final class Classes {

  private Classes() {}

  /** The last of two dimensions. */
  static int of(Shape predictions, String metric) {
    if (predictions.numDimensions() != 2 || predictions.get(1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          metric
              + " is of predictions of shape [n, classes] with a known number of classes, not "
              + predictions
              + ". Flatten the output");
    }
    return Math.toIntExact(predictions.get(1));
  }
}
