package io.github.inverseactivation.saving.config;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.metrics.Accuracy;
import io.github.inverseactivation.metrics.BinaryAccuracy;
import io.github.inverseactivation.metrics.BinaryCrossentropy;
import io.github.inverseactivation.metrics.CategoricalAccuracy;
import io.github.inverseactivation.metrics.CategoricalCrossentropy;
import io.github.inverseactivation.metrics.MeanAbsoluteError;
import io.github.inverseactivation.metrics.MeanSquaredError;
import io.github.inverseactivation.metrics.RootMeanSquaredError;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.metrics.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseTopKCategoricalAccuracy;
import io.github.inverseactivation.metrics.TopKCategoricalAccuracy;
import java.util.List;
import java.util.function.Supplier;

/** The table's rows for metrics. */
final class MetricTypes {

  private MetricTypes() {}

  static List<KerasType> all() {
    return List.of(
        row("Accuracy", Accuracy::new),
        row("BinaryAccuracy", BinaryAccuracy::new),
        row("BinaryCrossentropy", BinaryCrossentropy::new),
        row("CategoricalAccuracy", CategoricalAccuracy::new),
        row("CategoricalCrossentropy", CategoricalCrossentropy::new),
        row("MeanAbsoluteError", MeanAbsoluteError::new),
        row("MeanSquaredError", MeanSquaredError::new),
        row("RootMeanSquaredError", RootMeanSquaredError::new),
        row("SparseCategoricalAccuracy", SparseCategoricalAccuracy::new),
        row("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy::new),
        row("SparseTopKCategoricalAccuracy", SparseTopKCategoricalAccuracy::new),
        row("TopKCategoricalAccuracy", TopKCategoricalAccuracy::new));
  }

  private static KerasType row(
      String name, Supplier<? extends Configurable> prototype, String... required) {
    return KerasType.of("keras.metrics", name, prototype, required);
  }
}
