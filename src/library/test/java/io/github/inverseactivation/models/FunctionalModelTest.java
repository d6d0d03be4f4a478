package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.merging.Concatenate;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.MeanAbsoluteError;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionalModelTest {
  private static final Fit QUIET = Fit.epochs(1).verbosity(Verbosity.SILENT);

  /** Sums of the rows and one class, of two inputs. */
  private static Model twoByTwo() {
    Tensor a = Input.shape(2).name("a");
    Tensor b = Input.shape(3).name("b");
    Tensor both = new Concatenate().apply(a, b);
    return Model.of(
        List.of(a, b),
        List.of(new Dense(4).name("kind").apply(both), new Dense(1).name("size").apply(both)));
  }

  private static Compile settings() {
    return Compile.with(new SGD(0.1))
        .loss("kind", SparseCategoricalCrossentropy.fromLogits())
        .loss("size", new MeanSquaredError(), 0.5);
  }

  private static Array ones(long... shape) {
    int size = 1;
    for (long length : shape) {
      size *= (int) length;
    }
    float[] values = new float[size];
    java.util.Arrays.fill(values, 1);
    return Array.of(values, shape);
  }

  @Test
  void aChainIsWhatSequentialMakesOfIt() {
    Layer kernels = new Conv2D(4, 3);
    Layer dense = new Dense(4);
    Tensor x = Input.shape(8, 8, 1);
    Tensor y = new InverseActivation().apply(kernels.apply(x));
    try (Model model = Model.of(x, dense.apply(new Flatten().apply(y))).name("chain").seed(3);
        Sequential chain =
            Sequential.of(
                    Input.shape(8, 8, 1), kernels, new InverseActivation(), new Flatten(), dense)
                .name("chain")
                .seed(3)) {
      assertThat(model.summary()).hasToString(chain.summary().toString());
      Array images = SmallData.quarters(3).inputArrays().get(0);
      assertThat(model.predict(images)).isEqualTo(chain.predict(images));
    }
  }

  @Test
  void learnsThroughASkipConnection() {
    Tensor x = Input.shape(8, 8, 1);
    Tensor flat = new Flatten().apply(x);
    Tensor wide = new Dense(16).apply(flat);
    Tensor deep = new ReLU().apply(new Dense(16).apply(new ReLU().apply(wide)));
    try (Model model = Model.of(x, new Dense(4).apply(new Add().apply(wide, deep))).seed(1)) {
      model.compile(
          new Adam(0.01),
          SparseCategoricalCrossentropy.fromLogits(),
          new SparseCategoricalAccuracy());
      var history = model.fit(SmallData.quarters(400), Fit.epochs(5).verbosity(Verbosity.SILENT));
      assertThat(history.last("sparse_categorical_accuracy")).isGreaterThan(0.9);
    }
  }

  @Test
  void oneLossServesEveryOutputAndMayBeMissingForOne() {
    Tensor x = Input.shape(2);
    Tensor a = new Dense(1).name("a").apply(x);
    Tensor b = new Dense(1).name("b").apply(a);
    Batch batch = new Batch(List.of(ones(4, 2)), List.of(ones(4, 1), ones(4, 1)), null);
    try (Model model = Model.of(List.of(x), List.of(a, b))) {
      model.compile(Compile.with(new SGD(0)).loss(new MeanSquaredError()));
      Map<String, Double> logs = model.trainOnBatch(batch);
      assertThat(logs.keySet()).containsExactly("loss", "a_loss", "b_loss");
      assertThat(logs.get("loss")).isCloseTo(logs.get("a_loss") + logs.get("b_loss"), within(1e-5));

      model.compile(
          Compile.with(new SGD(0))
              .loss("b", new MeanSquaredError(), 3)
              .metrics("a", new MeanAbsoluteError()));
      Map<String, Double> alone = model.trainOnBatch(batch);
      assertThat(alone.keySet()).containsExactly("loss", "a_mean_absolute_error");
      assertThat(alone.get("loss")).isCloseTo(3 * logs.get("b_loss"), within(1e-4));
    }
  }

  @Test
  void summarySaysWhatIsConnectedToWhat() {
    Tensor x = Input.shape(3).name("x");
    Layer shared = new Dense(3).name("shared");
    Tensor once = shared.apply(x);
    Tensor twice = shared.apply(once);
    try (Model model = Model.of(x, new Add().apply(twice, once))) {
      Summary summary = model.summary();
      assertThat(summary.parameters()).isEqualTo(12);
      assertThat(summary.macs()).isEqualTo(18);
      assertThat(summary.layers().stream().map(Summary.Row::name))
          .containsExactly("x", "shared", "add");
      assertThat(summary.layers().get(1).connectedTo()).containsExactly("x[0][0]", "shared[0][0]");
      assertThat(summary.layers().get(2).connectedTo())
          .containsExactly("shared[1][0]", "shared[0][0]");
      assertThat(summary.toString())
          .contains("Connected to", "x (InputLayer)", "shared[1][0], shared[0][0]");
    }
  }

  @Test
  void anInputMayBeAnOutput() {
    Tensor x = Input.shape(2).name("x");
    Tensor doubled = new Add().name("doubled").apply(x, x);
    try (Model model = Model.of(List.of(x), List.of(x, doubled))) {
      Map<String, Array> outputs = model.predict(Map.of("x", ones(1, 2)));
      assertThat(outputs.get("x").floats()).containsExactly(1, 1);
      assertThat(outputs.get("doubled").floats()).containsExactly(2, 2);
    }
  }

  @Test
  void thousandsOfLayersDeep() {
    Tensor x = Input.shape(1);
    Tensor y = x;
    for (int i = 0; i < 20_000; i++) {
      y = new ReLU().apply(y);
    }
    try (Model model = Model.of(x, y)) {
      assertThat(model.network().layers()).hasSize(20_000);
    }
  }

  @Test
  void layersRefuseTensorsAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv2D(4, 3).name("edges").apply(Input.shape(5)))
        .withMessageStartingWith("Conv2D 'edges' applied to [-1, 5]: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Add().apply(Input.shape(5), Input.shape(6)))
        .withMessageContaining("applied to [-1, 5] and [-1, 6]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dense(1).apply(Input.shape(5), Input.shape(6)))
        .withMessageContaining("takes one input, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dense(1).apply())
        .withMessageContaining("applied to nothing");
  }

  @Test
  void graphsThatAreNotConnected() {
    Tensor a = Input.shape(2).name("a");
    Tensor b = Input.shape(2).name("b");
    Tensor y = new Add().name("sum").apply(a, b);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(a, y))
        .withMessageContaining("the output of Add 'sum' [-1, 2] depends on the Input 'b' [-1, 2]")
        .withMessageContaining("not among the model's inputs [Input 'a' [-1, 2]]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(y, new Dense(1).apply(y)))
        .withMessageContaining("a model begins at inputs, not at the output of Add 'sum'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(List.of(a, a), List.of(new Dense(1).apply(a))))
        .withMessageContaining("input 'Input 'a' [-1, 2]' is given twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(List.of(a, b), List.of(y, y)))
        .withMessageContaining("is given twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(List.of(a), List.of()))
        .withMessageContaining("at least one output");
  }

  @Test
  void namesThatAreUsedTwice() {
    Tensor a = Input.shape(2).name("a");
    Tensor b = Input.shape(2).name("a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(List.of(a, b), List.of(new Add().apply(a, b))))
        .withMessageContaining("two inputs are called 'a'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(a, new Dense(1).name("a").apply(a)))
        .withMessageContaining("an input and a layer are called 'a'");
    Tensor y = new Dense(1).name("y").apply(a);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(a, new Dense(1).name("y").apply(y)))
        .withMessageContaining("two layers are called 'y'");
  }

  @Test
  void defaultNamesKeepClearOfGivenOnes() {
    Tensor x = Input.shape(2);
    Tensor y = new Dense(1).name("dense").apply(new Dense(2).apply(x));
    try (Model model = Model.of(x, y)) {
      assertThat(model.network().layers().stream().map(layer -> layer.name()))
          .containsExactly("dense_1", "dense");
    }
  }

  @Test
  void sharedLayersWhoseWeightsDoNotFit() {
    Tensor a = Input.shape(2);
    Tensor b = Input.shape(3);
    Layer shared = new Dense(4).name("shared");
    Tensor y = new Add().apply(shared.apply(a), shared.apply(b));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(List.of(a, b), List.of(y)))
        .withMessageContaining("layer 'shared': its weights have the shapes [[2, 4], [4]]");
  }

  @Test
  void wrongArrays() {
    try (Model model = twoByTwo()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(ones(1, 2)))
          .withMessageContaining("the inputs [a, b] and the outputs [kind, size]")
          .withMessageContaining("name the arrays in a map");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(Map.of("a", ones(1, 2), "c", ones(1, 3))))
          .withMessageContaining(
              "the model has the inputs [a, b], but arrays were given for [a, c]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(Map.of("a", ones(1, 2), "b", ones(1, 2))))
          .withMessageContaining("input 'b': expected the shape [batch, 3], found [1, 2]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(Map.of("a", ones(1, 2), "b", ones(2, 3))))
          .withMessageContaining("2 examples");

      model.compile(settings());
      Dataset oneTarget =
          Dataset.of(List.of(ones(2, 2), ones(2, 3)), List.of(Array.of(new int[2])));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(oneTarget, QUIET))
          .withMessageContaining("2 outputs [kind, size], but the data has 1 arrays of targets");
      Dataset wrongLabel =
          Dataset.of(List.of(ones(1, 2), ones(1, 3)), List.of(Array.of(new int[] {4}), ones(1, 1)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(wrongLabel, QUIET))
          .withMessageContaining("output 'kind': label 4 is not a class index");
      Dataset right =
          Dataset.of(List.of(ones(1, 2), ones(1, 3)), List.of(Array.of(new int[1]), ones(1, 1)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(right, QUIET.classWeight(Map.of(0, 2.0))))
          .withMessageContaining("class weights need one array of targets, not 2");
    }
  }

  @Test
  void settingsThatDoNotFitTheModel() {
    try (Model model = twoByTwo()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.compile(settings().loss("length", new MeanSquaredError())))
          .withMessageContaining("no outputs [length], it has [kind, size]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.compile(Compile.with(new SGD())))
          .withMessageContaining("no loss was given");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.compile(settings().metrics(new MeanAbsoluteError())))
          .withMessageContaining("one of the outputs [kind, size]: say which");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> settings().loss("kind", new MeanSquaredError(), Double.NaN))
          .withMessageContaining("must be a number, not NaN");
      assertThatIllegalStateException()
          .isThrownBy(() -> model.name("late"))
          .withMessageContaining("name after the model was built");
    }
  }
}
