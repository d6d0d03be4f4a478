package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.training.Compile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Python Keras wrote are read, and mean here what they mean there. */
class KerasFileTest {
  private static final JsonNode CASES = cases();
  private static final Array LABELS = Array.of(new int[] {0, 1, 2, 1});

  static List<String> files() {
    List<String> names = new ArrayList<>();
    CASES.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static List<String> trained() {
    return files().stream().filter(name -> CASES.get(name).has("losses")).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void outputsAreThoseOfKeras(String name) throws IOException {
    JsonNode expected = CASES.get(name);
    try (Model model = Models.load(file(name))) {
      Array outputs = model.predict(array(expected.get("x")));
      double tolerance = name.contains("float16") ? 0.05 : 1e-5; // Keras computed in halves there
      assertThat(outputs.shape()).isEqualTo(Golden.shape(expected.get("outputs")).asArray());
      assertThat(outputs.doubles())
          .containsExactly(Golden.values(expected.get("outputs")), within(tolerance));
      List<Array> weights = new ArrayList<>();
      expected.get("weights").forEach(weight -> weights.add(array(weight)));
      assertThat(model.weights()).isEqualTo(weights);
    }
  }

  @ParameterizedTest
  @MethodSource("trained")
  void trainingContinuesAsInKeras(String name) throws IOException {
    JsonNode losses = CASES.get(name).get("losses");
    try (Model model = Models.load(file(name))) {
      Array x = array(CASES.get(name).get("x"));
      for (int step = 0; step < losses.size(); step++) {
        double keras = losses.get(step).asDouble();
        assertThat(model.trainOnBatch(x, LABELS).get("loss"))
            .as("loss of step " + step)
            .isCloseTo(keras, within(1e-4 * keras));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.keras", "leaky.keras", "original.keras", "keras2.h5"})
  void inverseActivationIsRecognised(String name) throws IOException {
    try (Model model = Models.load(file(name))) {
      assertThat(model.network().layers())
          .anyMatch(placed -> placed.layer() instanceof InverseActivation);
    }
  }

  @Test
  void namesAndMetricsAreTaken() throws IOException {
    try (Model model = Models.load(file("plain.keras"))) {
      assertThat(model.network().name()).isEqualTo("small");
      assertThat(model.network().inputs().get(0).name()).isEqualTo("image");
      Array x = array(CASES.get("plain.keras").get("x"));
      assertThat(model.trainOnBatch(x, LABELS)).containsOnlyKeys("loss", "accuracy");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.weights.h5", "keras2_weights.h5"})
  void weightsAreLoadedIntoAModel(String weights) throws IOException {
    KerasOptions predicting = KerasOptions.standard().training(false);
    try (Model model = Models.load(file("plain.keras"), predicting)) {
      List<Array> expected = model.weights();
      model.weights(expected.stream().map(w -> Array.of(new float[w.size()], w.shape())).toList());
      model.loadWeights(file(weights));
      assertThat(model.weights()).isEqualTo(expected);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() -> model.trainOnBatch(null, null)))
          .isNotNull();
    }
  }

  @Test
  void weightsAreLoadedIntoAFunctionalModel() throws IOException {
    try (Model model = Models.load(file("functional.keras"))) {
      List<Array> expected = model.weights();
      model.weights(expected.stream().map(w -> Array.of(new float[w.size()], w.shape())).toList());
      model.loadWeights(file("functional.weights.h5"));
      assertThat(model.weights()).isEqualTo(expected);
    }
  }

  @Test
  void severalOutputsKeepTheirSettings(@TempDir Path folder) throws IOException {
    Input input = Input.shape(4);
    Tensor hidden = new Dense(3).apply(input);
    Tensor digit = new Dense(3).name("digit").apply(hidden);
    Tensor slant = new Dense(1).name("slant").apply(hidden);
    Batch batch =
        new Batch(
            List.of(Array.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4)),
            List.of(Array.of(new int[] {0, 2}), Array.of(new float[] {0.5f, -1}, 2, 1)),
            null);
    Path path = folder.resolve("two.keras");
    try (Model model = Model.of(List.of(input), List.of(digit, slant))) {
      model.compile(
          Compile.with(new Adam())
              .loss("digit", SparseCategoricalCrossentropy.fromLogits())
              .loss("slant", new MeanSquaredError(), 0.5)
              .metrics("digit", new SparseCategoricalAccuracy()));
      model.trainOnBatch(batch);
      model.save(path);
      try (Model again = Models.load(path)) {
        assertThat(again.trainOnBatch(batch)).isEqualTo(model.trainOnBatch(batch));
        assertThat(again.weights()).isEqualTo(model.weights());
      }
    }
  }

  @Test
  void layersOfModelsInModelsKeepTheirWeights() throws IOException {
    try (Model model = Models.load(file("nested.keras"))) {
      assertThat(model.network().layers())
          .extracting(placed -> placed.name())
          .containsExactly("flatten", "first", "inner", "other", "dense");
      assertThat(model.network().weights())
          .extracting(weight -> weight.path())
          .contains("inner/same/kernel", "other/same/kernel");
    }
  }

  static Path file(String name) {
    try {
      return Path.of(KerasFileTest.class.getResource("/keras/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Array array(JsonNode tensor) {
    return Array.of(Golden.values(tensor), Golden.shape(tensor).asArray()).cast(DType.FLOAT32);
  }

  private static JsonNode cases() {
    try {
      return new ObjectMapper().readTree(file("keras_files.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
