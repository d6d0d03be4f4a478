package io.github.inverseactivation.saving.config;

import static io.github.inverseactivation.saving.config.KerasType.custom;
import static io.github.inverseactivation.saving.config.KerasType.of;

import io.github.inverseactivation.optimizers.Adadelta;
import io.github.inverseactivation.optimizers.Adafactor;
import io.github.inverseactivation.optimizers.Adagrad;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.optimizers.AdamW;
import io.github.inverseactivation.optimizers.Adamax;
import io.github.inverseactivation.optimizers.Ftrl;
import io.github.inverseactivation.optimizers.Lamb;
import io.github.inverseactivation.optimizers.Lion;
import io.github.inverseactivation.optimizers.Muon;
import io.github.inverseactivation.optimizers.Nadam;
import io.github.inverseactivation.optimizers.RMSprop;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.optimizers.ScheduleFreeAdamW;
import io.github.inverseactivation.optimizers.schedules.CosineDecay;
import io.github.inverseactivation.optimizers.schedules.CosineDecayRestarts;
import io.github.inverseactivation.optimizers.schedules.ExponentialDecay;
import io.github.inverseactivation.optimizers.schedules.InverseTimeDecay;
import io.github.inverseactivation.optimizers.schedules.OneCycle;
import io.github.inverseactivation.optimizers.schedules.PiecewiseConstantDecay;
import io.github.inverseactivation.optimizers.schedules.PolynomialDecay;
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
        of(OPTIMIZERS, "Adadelta", Adadelta::new),
        of(OPTIMIZERS, "Adafactor", Adafactor::new),
        of(OPTIMIZERS, "Adagrad", Adagrad::new),
        of(OPTIMIZERS, "Adam", Adam::new),
        of(OPTIMIZERS, "AdamW", AdamW::new),
        of(OPTIMIZERS, "Adamax", Adamax::new),
        of(OPTIMIZERS, "Ftrl", Ftrl::new),
        of(OPTIMIZERS, "Lamb", Lamb::new),
        of(OPTIMIZERS, "Lion", Lion::new),
        of(OPTIMIZERS, "Muon", Muon::new),
        of(OPTIMIZERS, "Nadam", Nadam::new),
        of(OPTIMIZERS, "RMSprop", RMSprop::new),
        of(OPTIMIZERS, "SGD", SGD::new),
        of(OPTIMIZERS, "ScheduleFreeAdamW", ScheduleFreeAdamW::new));
  }

  private static List<KerasType> schedules() {
    String rate = "initialLearningRate";
    return List.of(
        of(SCHEDULES, "CosineDecay", () -> new CosineDecay(0, 1), rate, "decaySteps"),
        of(
            SCHEDULES,
            "CosineDecayRestarts",
            () -> new CosineDecayRestarts(0, 1),
            rate,
            "firstDecaySteps"),
        of(
            SCHEDULES,
            "ExponentialDecay",
            () -> new ExponentialDecay(0, 1, 1),
            rate,
            "decaySteps",
            "decayRate"),
        of(
            SCHEDULES,
            "InverseTimeDecay",
            () -> new InverseTimeDecay(0, 1, 1),
            rate,
            "decaySteps",
            "decayRate"),
        of(
            SCHEDULES,
            "PiecewiseConstantDecay",
            () -> new PiecewiseConstantDecay(new int[1], new double[2]),
            "boundaries",
            "values"),
        of(SCHEDULES, "PolynomialDecay", () -> new PolynomialDecay(0, 1), rate, "decaySteps"),
        custom(
            "inverse_activation>OneCycle",
            () -> new OneCycle(0, 1),
            "maxLearningRate",
            "totalSteps"));
  }
}
