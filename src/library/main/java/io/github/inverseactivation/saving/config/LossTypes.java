package io.github.inverseactivation.saving.config;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.losses.BinaryCrossentropy;
import io.github.inverseactivation.losses.BinaryFocalCrossentropy;
import io.github.inverseactivation.losses.CTC;
import io.github.inverseactivation.losses.CategoricalCrossentropy;
import io.github.inverseactivation.losses.CategoricalFocalCrossentropy;
import io.github.inverseactivation.losses.CategoricalGeneralizedCrossEntropy;
import io.github.inverseactivation.losses.CategoricalHinge;
import io.github.inverseactivation.losses.Circle;
import io.github.inverseactivation.losses.CosineSimilarity;
import io.github.inverseactivation.losses.Dice;
import io.github.inverseactivation.losses.Hinge;
import io.github.inverseactivation.losses.Huber;
import io.github.inverseactivation.losses.KLDivergence;
import io.github.inverseactivation.losses.LogCosh;
import io.github.inverseactivation.losses.MeanAbsoluteError;
import io.github.inverseactivation.losses.MeanAbsolutePercentageError;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.losses.MeanSquaredLogarithmicError;
import io.github.inverseactivation.losses.Poisson;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.losses.SquaredHinge;
import io.github.inverseactivation.losses.Tversky;
import java.util.List;
import java.util.function.Supplier;

/** The table's rows for losses. */
final class LossTypes {

  private LossTypes() {}

  static List<KerasType> all() {
    return List.of(
        row("BinaryCrossentropy", BinaryCrossentropy::new),
        row("BinaryFocalCrossentropy", BinaryFocalCrossentropy::new),
        row("CTC", CTC::new),
        row("CategoricalCrossentropy", CategoricalCrossentropy::new),
        row("CategoricalFocalCrossentropy", CategoricalFocalCrossentropy::new),
        row("CategoricalGeneralizedCrossEntropy", CategoricalGeneralizedCrossEntropy::new),
        row("CategoricalHinge", CategoricalHinge::new),
        row("Circle", Circle::new),
        row("CosineSimilarity", CosineSimilarity::new),
        row("Dice", Dice::new),
        row("Hinge", Hinge::new),
        row("Huber", Huber::new),
        row("KLDivergence", KLDivergence::new),
        row("LogCosh", LogCosh::new),
        row("MeanAbsoluteError", MeanAbsoluteError::new),
        row("MeanAbsolutePercentageError", MeanAbsolutePercentageError::new),
        row("MeanSquaredError", MeanSquaredError::new),
        row("MeanSquaredLogarithmicError", MeanSquaredLogarithmicError::new),
        row("Poisson", Poisson::new),
        row("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy::new),
        row("SquaredHinge", SquaredHinge::new),
        row("Tversky", Tversky::new));
  }

  private static KerasType row(
      String name, Supplier<? extends Configurable> prototype, String... required) {
    return KerasType.of("keras.losses", name, prototype, required);
  }
}
