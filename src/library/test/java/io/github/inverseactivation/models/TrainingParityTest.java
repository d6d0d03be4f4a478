package io.github.inverseactivation.models;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.constraints.MaxNorm;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
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
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.RMSprop;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.optimizers.ScheduleFreeAdamW;
import io.github.inverseactivation.optimizers.schedules.PolynomialDecay;
import io.github.inverseactivation.regularizers.L2;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training follows Keras: the same weights and batches give the same losses, step by step. */
class TrainingParityTest {
  private static final JsonNode KERAS = Golden.read("training.json");
  private static final int BATCH = 16;
  private static final Array IMAGES = Golden.array(KERAS.get("images"));
  private static final Array LABELS = Array.of(Golden.ints(KERAS.get("labels")));

  private static final Map<String, Optimizer> OPTIMIZERS =
      Map.ofEntries(
          entry("sgd", new SGD(0.05)),
          entry("sgd_momentum", new SGD(0.02).momentum(0.9)),
          entry("sgd_nesterov", new SGD(0.02).momentum(0.9).nesterov(true)),
          entry("adam", new Adam(0.01)),
          entry("adam_amsgrad_global_clip", new Adam(0.01).amsgrad(true).globalClipNorm(0.5)),
          entry("adamw", new AdamW(0.01).weightDecay(0.1)),
          entry("rmsprop", new RMSprop(0.003)),
          entry("rmsprop_momentum_centered", new RMSprop(0.003).momentum(0.5).centered(true)),
          entry("adagrad", new Adagrad(0.05)),
          entry("nadam", new Nadam(0.01)),
          entry("adadelta", new Adadelta(1)),
          entry("adamax", new Adamax(0.01)),
          entry(
              "ftrl",
              new Ftrl(0.05)
                  .l1RegularizationStrength(0.001)
                  .l2RegularizationStrength(0.01)
                  .beta(0.1)),
          entry("lion", new Lion(0.002).weightDecay(0.1)),
          entry("lamb", new Lamb(0.02)),
          entry("adafactor", new Adafactor(0.05)),
          entry(
              "schedule_free_adam_w", new ScheduleFreeAdamW(0.02).warmupSteps(4).weightDecay(0.1)),
          entry("muon", new Muon(0.02)),
          entry(
              "adamw_excluding",
              new AdamW(0.01).weightDecay(1).excludeFromWeightDecay("bias", "gamma", "beta")),
          entry(
              "adam_average",
              new Adam(0.01).useEma(true).emaMomentum(0.9).emaOverwriteFrequency(5)),
          entry("nadam_accumulated", new Nadam(0.01).gradientAccumulationSteps(3)),
          entry(
              "sgd_all",
              new SGD()
                  .learningRate(new PolynomialDecay(0.1, 15).endLearningRate(0.01))
                  .momentum(0.5)
                  .clipNorm(1)
                  .useEma(true)
                  .emaMomentum(0.75)
                  .emaOverwriteFrequency(2)
                  .gradientAccumulationSteps(2)
                  .lossScaleFactor(64)));

  static List<String> optimizers() {
    return OPTIMIZERS.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twentyStepsFollowKeras(String name) {
    try (Sequential model = model(Activations.LINEAR)) {
      model.compile(OPTIMIZERS.get(name), SparseCategoricalCrossentropy.fromLogits());
      assertFollows(model, name);
    }
  }

  /** An optimizer whose state starts from the weights does so with those of the first step. */
  @Test
  void weightsLoadedAfterCompilationAreWhereTheStateStarts() {
    try (Sequential model = model(Activations.LINEAR)) {
      List<Array> start = model.weights();
      model.weights(start.stream().map(w -> Array.of(new float[w.size()], w.shape())).toList());
      model.compile(
          OPTIMIZERS.get("schedule_free_adam_w"), SparseCategoricalCrossentropy.fromLogits());
      model.weights(start);
      assertFollows(model, "schedule_free_adam_w");
    }
  }

  @Test
  void lossOnProbabilitiesUsesTheLogitsBehindASoftmax() {
    try (Sequential model = model(Activations.SOFTMAX)) {
      model.compile(new Adam(0.01), new SparseCategoricalCrossentropy());
      assertFollows(model, "adam_softmax");
    }
  }

  @Test
  void frozenLayersStayAsTheyAre() {
    try (Sequential model = model(Activations.LINEAR)) {
      model.trainable("conv2d", false);
      model.trainable("batch_normalization", false);
      model.compile(new Adam(0.01), SparseCategoricalCrossentropy.fromLogits());
      List<Array> before = model.weights("conv2d");
      List<Array> statistics = model.weights("batch_normalization");
      assertFollows(model, "adam_frozen");
      assertThat(model.weights("conv2d")).isEqualTo(before);
      assertThat(model.weights("batch_normalization")).isEqualTo(statistics);
    }
  }

  private static void assertFollows(Sequential model, String name) {
    JsonNode expected = KERAS.get("steps").get(name);
    JsonNode losses = expected.get("losses");
    for (int step = 0; step < losses.size(); step++) {
      int[] rows = new int[BATCH];
      for (int i = 0; i < BATCH; i++) {
        rows[i] = (step * BATCH + i) % LABELS.rows();
      }
      double loss = model.trainOnBatch(IMAGES.gather(rows), LABELS.gather(rows)).get("loss");
      double keras = losses.get(step).asDouble();
      assertThat(loss).as("loss of step " + step).isCloseTo(keras, within(1e-4 * keras));
    }
    List<Array> weights = model.weights();
    for (int i = 0; i < weights.size(); i++) {
      Golden.assertClose("weight " + i, weights.get(i), expected.get("weights").get(i), 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "validation_split", "class_weight", "sample_weight", "average"})
  void fitReportsWhatKerasReports(String name) {
    Fit fit = Fit.epochs(3).batchSize(BATCH).shuffle(false).verbosity(Verbosity.SILENT);
    UnaryOperator<ArrayDataset> data = UnaryOperator.identity();
    Optimizer optimizer = new Adam(0.01);
    switch (name) {
      case "validation_split" -> fit = fit.validationSplit(0.25);
      case "class_weight" -> fit = fit.classWeight(Map.of(0, 2.0, 3, 0.25));
      case "sample_weight" ->
          data = set -> set.sampleWeights(Array.of(floats(KERAS.get("sampleWeights"))));
      case "average" -> optimizer = new Adam(0.01).useEma(true).emaMomentum(0.75);
      default -> {}
    }
    JsonNode expected = KERAS.get("fits").get(name);
    try (Sequential model = model(Activations.LINEAR)) {
      model.compile(
          optimizer, SparseCategoricalCrossentropy.fromLogits(), new SparseCategoricalAccuracy());
      History history = model.fit(data.apply(Dataset.of(IMAGES, LABELS)), fit);

      List<String> keys = new ArrayList<>();
      expected.get("history").fieldNames().forEachRemaining(keys::add);
      assertThat(history.keys()).containsExactlyInAnyOrderElementsOf(keys);
      for (String key : keys) {
        JsonNode values = expected.get("history").get(key);
        for (int epoch = 0; epoch < values.size(); epoch++) {
          double keras = values.get(epoch).asDouble();
          assertThat(history.get(key).get(epoch))
              .as(key + " of epoch " + epoch)
              .isCloseTo(keras, within(1e-4 * keras));
        }
      }
      Map<String, Double> evaluated = model.evaluate(Dataset.of(IMAGES, LABELS), 10);
      evaluated.forEach(
          (key, value) ->
              assertThat(value)
                  .as(key)
                  .isCloseTo(
                      expected.get("evaluate").get(key).asDouble(), within(1e-4 * value + 1e-6)));
      Golden.assertClose(
          "predictions", model.predict(IMAGES.rows(0, 3)), expected.get("predictions"), 1e-3);
    }
  }

  private static Sequential model(Activations last) {
    Sequential model =
        Sequential.of(
            Input.shape(8, 8, 1),
            new Conv2D(3, 3).padding(Padding.SAME).useBias(false),
            new BatchNormalization().momentum(0.9),
            new InverseActivation(),
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(6)
                .activation(Activations.TANH)
                .kernelRegularizer(new L2(0.01))
                .kernelConstraint(new MaxNorm().maxValue(0.9)),
            new Dense(5).activation(last));
    List<Array> start = new ArrayList<>();
    KERAS.get("weights").forEach(weight -> start.add(Golden.array(weight)));
    model.weights(start);
    return model;
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) node.get(i).asDouble();
    }
    return values;
  }
}
