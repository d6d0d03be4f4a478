package io.github.inverseactivation.saving.config;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.metrics.AUC;
import io.github.inverseactivation.metrics.Accuracy;
import io.github.inverseactivation.metrics.BinaryAccuracy;
import io.github.inverseactivation.metrics.BinaryCrossentropy;
import io.github.inverseactivation.metrics.BinaryIoU;
import io.github.inverseactivation.metrics.CategoricalAccuracy;
import io.github.inverseactivation.metrics.CategoricalCrossentropy;
import io.github.inverseactivation.metrics.CategoricalHinge;
import io.github.inverseactivation.metrics.ConcordanceCorrelation;
import io.github.inverseactivation.metrics.CosineSimilarity;
import io.github.inverseactivation.metrics.F1Score;
import io.github.inverseactivation.metrics.FBetaScore;
import io.github.inverseactivation.metrics.FalseNegatives;
import io.github.inverseactivation.metrics.FalsePositives;
import io.github.inverseactivation.metrics.Hinge;
import io.github.inverseactivation.metrics.IoU;
import io.github.inverseactivation.metrics.KLDivergence;
import io.github.inverseactivation.metrics.LogCoshError;
import io.github.inverseactivation.metrics.MeanAbsoluteError;
import io.github.inverseactivation.metrics.MeanAbsolutePercentageError;
import io.github.inverseactivation.metrics.MeanIoU;
import io.github.inverseactivation.metrics.MeanSquaredError;
import io.github.inverseactivation.metrics.MeanSquaredLogarithmicError;
import io.github.inverseactivation.metrics.OneHotIoU;
import io.github.inverseactivation.metrics.OneHotMeanIoU;
import io.github.inverseactivation.metrics.PearsonCorrelation;
import io.github.inverseactivation.metrics.Poisson;
import io.github.inverseactivation.metrics.Precision;
import io.github.inverseactivation.metrics.PrecisionAtRecall;
import io.github.inverseactivation.metrics.R2Score;
import io.github.inverseactivation.metrics.Recall;
import io.github.inverseactivation.metrics.RecallAtPrecision;
import io.github.inverseactivation.metrics.RootMeanSquaredError;
import io.github.inverseactivation.metrics.SensitivityAtSpecificity;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.metrics.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseTopKCategoricalAccuracy;
import io.github.inverseactivation.metrics.SpecificityAtSensitivity;
import io.github.inverseactivation.metrics.SquaredHinge;
import io.github.inverseactivation.metrics.TopKCategoricalAccuracy;
import io.github.inverseactivation.metrics.TrueNegatives;
import io.github.inverseactivation.metrics.TruePositives;
import java.util.List;
import java.util.function.Supplier;

/** The table's rows for metrics. */
final class MetricTypes {

  private MetricTypes() {}

  static List<KerasType> all() {
    return List.of(
        row("Accuracy", Accuracy::new),
        row("AUC", AUC::new),
        row("BinaryAccuracy", BinaryAccuracy::new),
        row("BinaryCrossentropy", BinaryCrossentropy::new),
        row("BinaryIoU", BinaryIoU::new),
        row("CategoricalAccuracy", CategoricalAccuracy::new),
        row("CategoricalCrossentropy", CategoricalCrossentropy::new),
        row("CategoricalHinge", CategoricalHinge::new),
        row("ConcordanceCorrelation", ConcordanceCorrelation::new),
        row("CosineSimilarity", CosineSimilarity::new),
        row("F1Score", F1Score::new),
        row("FBetaScore", FBetaScore::new),
        row("FalseNegatives", FalseNegatives::new),
        row("FalsePositives", FalsePositives::new),
        row("Hinge", Hinge::new),
        row("IoU", () -> new IoU(1, 0), "numClasses", "targetClassIds"),
        row("KLDivergence", KLDivergence::new),
        row("LogCoshError", LogCoshError::new),
        row("MeanAbsoluteError", MeanAbsoluteError::new),
        row("MeanAbsolutePercentageError", MeanAbsolutePercentageError::new),
        row("MeanIoU", () -> new MeanIoU(1), "numClasses"),
        row("MeanSquaredError", MeanSquaredError::new),
        row("MeanSquaredLogarithmicError", MeanSquaredLogarithmicError::new),
        row("OneHotIoU", () -> new OneHotIoU(1, 0), "numClasses", "targetClassIds"),
        row("OneHotMeanIoU", () -> new OneHotMeanIoU(1), "numClasses"),
        row("PearsonCorrelation", PearsonCorrelation::new),
        row("Poisson", Poisson::new),
        row("Precision", Precision::new),
        row("PrecisionAtRecall", () -> new PrecisionAtRecall(0), "recall"),
        row("R2Score", R2Score::new),
        row("Recall", Recall::new),
        row("RecallAtPrecision", () -> new RecallAtPrecision(0), "precision"),
        row("RootMeanSquaredError", RootMeanSquaredError::new),
        row("SensitivityAtSpecificity", () -> new SensitivityAtSpecificity(0), "specificity"),
        row("SparseCategoricalAccuracy", SparseCategoricalAccuracy::new),
        row("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy::new),
        row("SparseTopKCategoricalAccuracy", SparseTopKCategoricalAccuracy::new),
        row("SpecificityAtSensitivity", () -> new SpecificityAtSensitivity(0), "sensitivity"),
        row("SquaredHinge", SquaredHinge::new),
        row("TopKCategoricalAccuracy", TopKCategoricalAccuracy::new),
        row("TrueNegatives", TrueNegatives::new),
        row("TruePositives", TruePositives::new));
  }

  private static KerasType row(
      String name, Supplier<? extends Configurable> prototype, String... required) {
    return KerasType.of("keras.metrics", name, prototype, required);
  }
}
