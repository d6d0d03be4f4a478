package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.merging.Concatenate;
import io.github.inverseactivation.layers.merging.Multiply;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.MeanAbsoluteError;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.topology.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model as a layer of another. */
class NestedModelTest {
  private static final JsonNode KERAS = Golden.read("functional.json");

  private static Sequential base() {
    return Sequential.of(
            Input.shape(4),
            new Dense(5).activation(Activations.RELU),
            new BatchNormalization().momentum(0.5),
            new Dense(3))
        .name("base")
        .seed(1);
  }

  /** The model {@code nested} of {@code make_functional.py}. */
  private static Model nested(Layer base) {
    Tensor x = Input.shape(4);
    Tensor y = new Concatenate().apply(base.apply(x), base.apply(new Dense(4).apply(x)));
    return Model.of(x, new Dense(4).apply(y));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trained", "frozen"})
  void fiveStepsFollowKeras(String name) {
    JsonNode expected = KERAS.get("nested").get(name);
    Array all = Golden.array(KERAS.get("right"));
    float[] inputs = new float[all.rows() * 4];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = all.floats()[i / 4 * 6 + i % 4];
    }
    int[] digits = new int[all.rows()];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = KERAS.get("digits").get(i).asInt();
    }
    try (Sequential base = base();
        Model model = nested(base.asLayer().trainable(name.equals("trained")))) {
      List<Array> start = new ArrayList<>();
      KERAS.get("nested").get("start").forEach(weight -> start.add(Golden.array(weight)));
      model.weights(start);
      model.compile(new Adam(0.01), SparseCategoricalCrossentropy.fromLogits());
      for (JsonNode loss : expected.get("losses")) {
        Map<String, Double> logs =
            model.trainOnBatch(Array.of(inputs, all.rows(), 4), Array.of(digits));
        assertThat(logs.get("loss")).isCloseTo(loss.asDouble(), within(1e-4 * loss.asDouble()));
      }
      for (Weight weight : model.network().weights()) {
        assertThat(model.weights().get(weight.index()).doubles())
            .as(weight.path())
            .containsExactly(
                Golden.values(expected.get("weights").get(weight.index())), within(1e-4));
      }
    }
  }

  @Test
  void isOneRowAndItsWeightsHaveNestedPaths() {
    try (Sequential base = base();
        Model model = nested(base.asLayer())) {
      assertThat(model.network().weights().stream().map(Weight::path))
          .containsExactly(
              "dense/kernel",
              "dense/bias",
              "base/dense/kernel",
              "base/dense/bias",
              "base/batch_normalization/gamma",
              "base/batch_normalization/beta",
              "base/batch_normalization/moving_mean",
              "base/batch_normalization/moving_variance",
              "base/dense_1/kernel",
              "base/dense_1/bias",
              "dense_1/kernel",
              "dense_1/bias");
      assertThat(model.summary().toString()).contains("base (Model)");
      assertThat(model.summary().macs()).isEqualTo(2 * base.summary().macs() + 16 + 24);
    }
  }

  @Test
  void takesOverTheWeightsAndIsExported(@TempDir Path folder) throws Exception {
    Array x = Array.of(new float[] {1, 2, 3, 4}, 1, 4);
    try (Sequential base = base().seed(1);
        Sequential empty = Sequential.of(Input.shape(4), base.asLayer()).seed(2)) {
      Array expected = base.predict(x);
      try (Sequential model = Sequential.of(Input.shape(4), base.asLayer())) {
        assertThat(model.predict(x)).isEqualTo(expected);
        assertThat(model.weights("base")).isEqualTo(base.weights());
        model.export(folder.resolve("nested"));
      }
      assertThat(empty.predict(x)).as("its own, not drawn yet").isNotEqualTo(expected);
      try (SavedModel saved = SavedModel.load(folder.resolve("nested"))) {
        assertThat(saved.predict(x).doubles()).containsExactly(expected.doubles(), within(1e-5));
      }
    }
  }

  @Test
  void fillsInSizesThatWereOpen() {
    Tensor image = Input.shape(-1, -1, 1);
    Tensor b = new Conv2D(2, 3).name("b").apply(image);
    Tensor a = new Conv2D(2, 1).name("a").apply(new Conv2D(2, 3).name("c").apply(image));
    try (Model open = Model.of(image, new Add().apply(b, a)).name("open");
        Sequential model =
            Sequential.of(Input.shape(6, 5, 1), open.asLayer(), new Flatten(), new Dense(2))) {
      assertThat(model.summary().layers().get(0).outputShape()).containsExactly(-1L, 4L, 3L, 2L);
      assertThat(model.network().layer("open").weights().stream().map(Weight::name).toList())
          .isEqualTo(open.network().weights().stream().map(Weight::path).toList());
    }
  }

  /** The two layers of one nested model, and its two calls, all drop other units. */
  @Test
  void everyCallDropsItsOwnUnits() {
    int units = 2000;
    Tensor x = Input.shape(units);
    try (Sequential noise =
        Sequential.of(Input.shape(units), new Dropout(0.5), new Dropout(0.5)).name("noise")) {
      Layer layer = noise.asLayer();
      Tensor product = new Multiply().name("both").apply(layer.apply(x), layer.apply(x));
      try (Model model = Model.of(x, product).seed(5)) {
        float[] ones = new float[units];
        Arrays.fill(ones, 1);
        Array batch = Array.of(ones, 1, units);
        assertThat(model.predict(batch)).isEqualTo(batch);
        model.compile(new Adam(), new MeanAbsoluteError());
        // One unit in 16 stays, 16 times as large; of equal masks, one in 4 would.
        double mean = model.trainOnBatch(batch, Array.of(new float[units], 1, units)).get("loss");
        assertThat(mean).isCloseTo(1, within(0.4));
      }
    }
  }

  @Test
  void mayHaveSeveralOutputs(@TempDir Path folder) throws Exception {
    Tensor x = Input.shape(4);
    Tensor hidden = new Dense(3).apply(x);
    Array input = Array.of(new float[] {1, 2, 3, 4}, 1, 4);
    try (Model two =
        Model.of(List.of(x), List.of(new Dense(2).name("left").apply(hidden), hidden)).seed(1)) {
      Map<String, Array> halves = two.predict(Map.of("input_layer", input));
      Tensor y = Input.shape(4);
      List<Tensor> both = two.asLayer().name("two").applyAll(y);
      try (Model model = Model.of(List.of(y), List.of(both.get(1), both.get(0)))) {
        Map<String, Array> outputs = model.predict(Map.of("input_layer", input));
        assertThat(outputs.keySet()).containsExactly("two", "two_1");
        assertThat(outputs.get("two")).isEqualTo(halves.get("dense"));
        assertThat(outputs.get("two_1")).isEqualTo(halves.get("left"));
        model.export(folder.resolve("two"));
      }
      try (SavedModel saved = SavedModel.load(folder.resolve("two"))) {
        assertThat(saved.predict("serve", Map.of("input_layer", input)).get("output_1").doubles())
            .containsExactly(halves.get("left").doubles(), within(1e-5));
      }
    }
  }

  @Test
  void refusesWhatItCannotTake() {
    try (Sequential base = base();
        Model two = FunctionalModels.twoBranches()) {
      List<Tensor> inputs = List.of(Input.shape(6), Input.shape(4, 4, 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> two.asLayer().apply(inputs))
          .withMessageContaining("puts out 2 tensors: call applyAll");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> base.asLayer().apply(Input.shape(5)))
          .withMessageContaining("the model 'base' takes [[-1, 4]], not [[-1, 5]]");
    }
  }
}
