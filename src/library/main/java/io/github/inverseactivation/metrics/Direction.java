package io.github.inverseactivation.metrics;

import java.util.Optional;
import java.util.Set;

/** Which way a metric gets better. */
public enum Direction {
  /** Larger is better, as with accuracy. */
  UP,
  /** Smaller is better, as with an error. */
  DOWN;

  private static final Set<String> RISING =
      Set.of(
          "Accuracy",
          "AUC",
          "BinaryAccuracy",
          "BinaryIoU",
          "CategoricalAccuracy",
          "ConcordanceCorrelation",
          "CosineSimilarity",
          "F1Score",
          "FBetaScore",
          "IoU",
          "MeanIoU",
          "OneHotIoU",
          "OneHotMeanIoU",
          "PearsonCorrelation",
          "Precision",
          "PrecisionAtRecall",
          "R2Score",
          "Recall",
          "RecallAtPrecision",
          "SensitivityAtSpecificity",
          "SparseCategoricalAccuracy",
          "SparseTopKCategoricalAccuracy",
          "SpecificityAtSensitivity",
          "TopKCategoricalAccuracy");

  private static final Set<String> FALLING =
      Set.of(
          "BinaryCrossentropy",
          "CategoricalCrossentropy",
          "CategoricalHinge",
          "Hinge",
          "KLDivergence",
          "LogCoshError",
          "MeanAbsoluteError",
          "MeanAbsolutePercentageError",
          "MeanSquaredError",
          "MeanSquaredLogarithmicError",
          "Poisson",
          "RootMeanSquaredError",
          "SparseCategoricalCrossentropy",
          "SquaredHinge");

  /**
   * The direction of a metric, as Keras records it.
   *
   * @param metric the metric
   * @return its direction; empty for counts, and for metrics that are not of this library
   */
  public static Optional<Direction> of(Metric metric) {
    Class<?> type = metric.getClass();
    if (!type.getPackageName().equals(Direction.class.getPackageName())) {
      return Optional.empty();
    }
    if (RISING.contains(type.getSimpleName())) {
      return Optional.of(UP);
    }
    return FALLING.contains(type.getSimpleName()) ? Optional.of(DOWN) : Optional.empty();
  }
}
