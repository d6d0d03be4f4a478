package io.github.inverseactivation.saving.config;

import static io.github.inverseactivation.saving.config.KerasType.of;

import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.optimizers.AdamW;
import io.github.inverseactivation.optimizers.RMSprop;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.optimizers.schedules.CosineDecay;
import io.github.inverseactivation.optimizers.schedules.ExponentialDecay;
import java.util.List;
import java.util.stream.Stream;

/** The table's rows for what a model is compiled with. */
final class TrainingTypes {
  private static final String OPTIMIZERS = "keras.optimizers";
  private static final String SCHEDULES = "keras.optimizers.schedules";

  private TrainingTypes() {}

  static List<KerasType> all() {
    return Stream.of(LossTypes.all(), MetricTypes.all(), optimizers(), schedules())
        .flatMap(List::stream)
        .toList();
  }

  private static List<KerasType> optimizers() {
    return List.of(
        of(OPTIMIZERS, "Adam", Adam::new),
        of(OPTIMIZERS, "AdamW", AdamW::new),
        of(OPTIMIZERS, "RMSprop", RMSprop::new),
        of(OPTIMIZERS, "SGD", SGD::new));
  }

  private static List<KerasType> schedules() {
    return List.of(
        of(
            SCHEDULES,
            "CosineDecay",
            () -> new CosineDecay(0, 1),
            "initialLearningRate",
            "decaySteps"),
        of(
            SCHEDULES,
            "ExponentialDecay",
            () -> new ExponentialDecay(0, 1, 1),
            "initialLearningRate",
            "decaySteps",
            "decayRate"));
  }
}
