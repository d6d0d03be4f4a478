package io.github.inverseactivation.models;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.activations.LeakyRelu;
import io.github.inverseactivation.activations.Relu;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.initializers.RandomNormal;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.merging.Multiply;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.regularization.Dropout;
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
import io.github.inverseactivation.optimizers.OptimizerState;
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
import io.github.inverseactivation.saving.keras.KerasFile;
import io.github.inverseactivation.saving.keras.KerasModel;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models go to Python Keras and come back; Python runs once for all of them. */
@NeedsPython
class KerasPythonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STEPS = 10;

  private static final Map<String, Optimizer> OPTIMIZERS =
      Map.ofEntries(
          entry("sgd", new SGD(0.05)),
          entry("sgd_momentum", new SGD(0.02).momentum(0.9)),
          entry("sgd_restarts", new SGD().learningRate(new CosineDecayRestarts(0.05, 7).mMul(0.5))),
          entry(
              "sgd_everything",
              new SGD()
                  .learningRate(new PolynomialDecay(0.1, 25).power(2))
                  .momentum(0.5)
                  .clipNorm(1)
                  .weightDecay(0.01)
                  .useEma(true)
                  .emaMomentum(0.75)
                  .emaOverwriteFrequency(4)
                  .gradientAccumulationSteps(3)
                  .lossScaleFactor(32)),
          entry("adam", new Adam(0.01)),
          entry("adam_amsgrad_clip", new Adam(0.01).amsgrad(true).globalClipNorm(0.5)),
          entry(
              "adam_amsgrad_average",
              new Adam(0.01).amsgrad(true).useEma(true).emaMomentum(0.9).emaOverwriteFrequency(5)),
          entry("adam_schedule", new Adam().learningRate(new ExponentialDecay(0.02, 5, 0.5))),
          entry("adamw", new AdamW(0.01).weightDecay(0.1)),
          entry("adamw_cosine", new AdamW().learningRate(new CosineDecay(0.0, 30).warmup(0.01, 4))),
          entry("rmsprop", new RMSprop(0.003)),
          entry("rmsprop_centered", new RMSprop(0.003).momentum(0.5).centered(true)),
          entry("adagrad", new Adagrad().learningRate(new InverseTimeDecay(0.05, 10, 0.5))),
          entry("nadam", new Nadam(0.005)),
          entry(
              "nadam_accumulated",
              new Nadam(0.01).gradientAccumulationSteps(4).useEma(true).clipValue(0.1)),
          entry("adadelta", new Adadelta(1)),
          entry("adafactor", new Adafactor(0.02)),
          entry("adamax", new Adamax(0.01)),
          entry("ftrl", new Ftrl(0.05).l1RegularizationStrength(0.001).beta(0.1)),
          entry(
              "lion",
              new Lion()
                  .learningRate(
                      new PiecewiseConstantDecay(
                          new int[] {4, 12}, new double[] {0.002, 0.001, 0.0005}))),
          entry("schedule_free", new ScheduleFreeAdamW(0.01).warmupSteps(3).weightDecay(0.01)),
          entry("muon", new Muon(0.01).excludeLayers("dense_1").rmsRate(0.5)),
          entry("lamb", new Lamb(0.01).weightDecay(0.01)),
          entry("custom_one_cycle", new Adam().learningRate(new OneCycle(0.02, 28))),
          entry(
              "custom_three_phases",
              new SGD()
                  .learningRate(
                      new OneCycle(0.1, 26)
                          .threePhase(true)
                          .annealStrategy(OneCycle.Anneal.LINEAR))));

  @TempDir static Path folder;

  private static final Map<String, Array> PREDICTIONS = new LinkedHashMap<>();
  private static final Map<String, List<Double>> CONTINUED = new LinkedHashMap<>();
  private static final Array X = images();
  private static final Array LABELS = Array.of(new int[] {0, 1, 2, 0, 1, 2, 2, 1});

  static List<String> optimizers() {
    return OPTIMIZERS.keySet().stream().sorted().toList();
  }

  @BeforeAll
  static void writeModelsAndOpenThemInPython() throws IOException {
    KerasOptions standard = KerasOptions.standard();
    write("relu", network(new InverseActivation()), standard, false);
    write(
        "clipped",
        network(new InverseActivation().activation(new Relu().maxValue(1))),
        standard,
        false);
    write(
        "leaky", network(new InverseActivation().activation(new LeakyRelu(0.1))), standard, false);
    write("tanh", network(new InverseActivation().activation(Activations.TANH)), standard, false);
    write("first", first(), standard, false);
    write("custom", network(new InverseActivation()), standard.customLayer(true), false);
    write("custom_scale", network(scaled()), standard, false);
    write("weightless", Sequential.of(Input.shape(6, 6, 1), new Flatten()), standard, false);
    write("functional", functional(), standard, false);
    for (String name : optimizers()) {
      Sequential model = network(new InverseActivation());
      model.compile(
          OPTIMIZERS.get(name),
          SparseCategoricalCrossentropy.fromLogits(),
          new SparseCategoricalAccuracy().name("accuracy"));
      for (int i = 0; i < STEPS; i++) {
        model.trainOnBatch(X, LABELS);
      }
      write(name, model, standard, true);
    }
    Python.runResource("keras/open_models.py", folder);
  }

  private static void write(String name, Model model, KerasOptions options, boolean train)
      throws IOException {
    try (model) {
      model.save(folder.resolve(name + ".keras"), options);
      PREDICTIONS.put(name, model.predict(X));
      ObjectNode input = JSON.createObjectNode();
      ObjectNode x = input.putObject("x");
      x.set("shape", JSON.valueToTree(X.shape()));
      x.set("values", JSON.valueToTree(X.floats()));
      if (train) {
        input.put("steps", STEPS);
        input.set("y", JSON.valueToTree(LABELS.longs()));
        List<Double> losses = new java.util.ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
          losses.add(model.trainOnBatch(X, LABELS).get("loss"));
        }
        CONTINUED.put(name, losses);
      }
      JSON.writeValue(folder.resolve(name + ".json").toFile(), input);
    }
  }

  private static Sequential network(InverseActivation activation) {
    return Sequential.of(
            Input.shape(6, 6, 1),
            new Conv2D(3, 3).padding(Padding.SAME),
            new BatchNormalization(),
            activation,
            new MaxPooling2D(2),
            new Conv2D(4, 2),
            new InverseActivation().name("second"),
            new Dropout(0),
            new Flatten(),
            new Dense(3))
        .seed(3);
  }

  private static InverseActivation scaled() {
    return new InverseActivation()
        .useScale(true)
        .useBias(true)
        .scaleInitializer(new RandomNormal())
        .biasInitializer(new RandomNormal());
  }

  private static Sequential first() {
    return Sequential.of(
        Input.shape(6, 6, 1),
        new InverseActivation().dataFormat(DataFormat.CHANNELS_FIRST),
        new Flatten(),
        new Dense(3));
  }

  private static Model functional() {
    Input image = Input.shape(6, 6, 1);
    Tensor left = new InverseActivation().apply(new Conv2D(2, 3).apply(image));
    Tensor right = new Conv2D(4, 3).apply(image);
    Dense shared = new Dense(3);
    Tensor both = new Multiply().apply(right, left);
    Tensor sum =
        new Add()
            .apply(
                shared.apply(new Flatten().apply(both)), shared.apply(new Flatten().apply(right)));
    return Model.of(image, sum).name("branches");
  }

  static List<String> all() {
    return List.of(
        "relu",
        "clipped",
        "leaky",
        "tanh",
        "first",
        "custom",
        "custom_scale",
        "weightless",
        "adam",
        "sgd",
        "adam_schedule");
  }

  @ParameterizedTest
  @MethodSource("all")
  void pythonComputesTheSame(String name) throws IOException {
    JsonNode found = python(name);
    assertClose(PREDICTIONS.get(name).doubles(), found.get("outputs"), 1e-5);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatWasWrittenIsReadAgain(String name) throws IOException {
    try (Model again = Models.load(folder.resolve(name + ".keras"))) {
      assertThat(again.predict(X)).isEqualTo(PREDICTIONS.get(name));
      assertThat(again.network().layers().get(0).name())
          .isEqualTo(python(name).get("layers").get(0).get(0).asText());
    }
  }

  @Test
  void inverseActivationIsOneRowInPythonAndALayerOfOursAgain() throws IOException {
    assertThat(python("relu").get("layers").get(2))
        .isEqualTo(JSON.readTree("[\"inverse_activation\", \"Functional\"]"));
    assertThat(python("custom").get("layers").get(2))
        .isEqualTo(JSON.readTree("[\"inverse_activation\", \"InverseActivation\"]"));
    try (Model again = Models.load(folder.resolve("relu.keras"))) {
      assertThat(again.network().layer("inverse_activation").layer())
          .isInstanceOf(InverseActivation.class);
      assertThat(again.network().layer("second").layer()).isInstanceOf(InverseActivation.class);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void pythonTrainsOnAsIfNothingHadHappened(String name) throws IOException {
    JsonNode found = python(name);
    assertThat(found.get("iteration").asInt()).isEqualTo(STEPS);
    for (int i = 0; i < STEPS; i++) {
      double loss = CONTINUED.get(name).get(i);
      assertThat(found.get("losses").get(i).asDouble())
          .as("loss of step " + i)
          .isCloseTo(loss, within(1e-4 * loss));
    }
    assertThat(found.get("logs")).isEqualTo(JSON.readTree("[\"accuracy\", \"loss\"]"));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void javaTrainsOnAsIfNothingHadHappened(String name) throws IOException {
    try (Model again = Models.load(folder.resolve(name + ".keras"))) {
      for (int i = 0; i < STEPS; i++) {
        assertThat(again.trainOnBatch(X, LABELS).get("loss"))
            .as("loss of step " + i)
            .isEqualTo(CONTINUED.get(name).get(i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyVariableOfTheOptimizerComesBackFromPython(String name) throws IOException {
    KerasOptions options = KerasOptions.standard();
    KerasModel written = KerasFile.read(folder.resolve(name + ".keras"), options);
    KerasModel again = KerasFile.read(folder.resolve(name + ".untouched.python.keras"), options);
    OptimizerState state = written.training().state();
    assertThat(state.iteration()).isEqualTo(STEPS);
    assertThat(again.training().state()).isEqualTo(state);
    assertThat(again.training().settings().optimizer())
        .usingRecursiveComparison()
        .withComparatorForType( // Python keeps numbers that change in single precision
            (one, other) -> Float.compare(one.floatValue(), other.floatValue()), Double.class)
        .isEqualTo(written.training().settings().optimizer());
    assertThat(again.weights()).isEqualTo(written.weights());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void whatPythonTrainedOnComesBack(String name) throws IOException {
    JsonNode found = python(name);
    try (Model again = Models.load(folder.resolve(name + ".python.keras"));
        Sequential weights = network(new InverseActivation())) {
      assertClose(again.predict(X).doubles(), found.get("trained"), 1e-5);
      weights.loadWeights(folder.resolve(name + ".python.weights.h5"));
      assertThat(weights.weights()).isEqualTo(again.weights());
      // ten steps in Python, saved, ten here, against twenty in Python
      for (int i = 0; i < STEPS; i++) {
        double loss = found.get("continued").get(i).asDouble();
        assertThat(again.trainOnBatch(X, LABELS).get("loss"))
            .as("loss of step " + i)
            .isCloseTo(loss, within(1e-4 * loss));
      }
    }
  }

  private static JsonNode python(String name) throws IOException {
    return JSON.readTree(folder.resolve(name + ".outputs.json").toFile());
  }

  private static void assertClose(double[] found, JsonNode expected, double tolerance) {
    assertThat(found).containsExactly(Golden.values(expected), within(tolerance));
  }

  private static Array images() {
    float[] pixels = new float[8 * 36];
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return Array.of(pixels, 8, 6, 6, 1);
  }
}
