package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.saving.keras.SkippedWeight;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Architectures as JSON of several versions of Keras, with weights from files of every kind. */
class JsonModelTest {
  private static final Path FILES = Path.of("src/library/test/resources/keras/json");
  private static final JsonNode CASES = cases();

  @TempDir Path folder;

  static List<String> versions() {
    List<String> versions = new ArrayList<>();
    CASES.fieldNames().forEachRemaining(versions::add);
    return versions;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void takeTheWeightsOfAnyFile(String version) throws IOException {
    JsonNode expected = CASES.get(version);
    List<String> files =
        new ArrayList<>(List.of(expected.get("weights").asText(), version + "_model.h5"));
    if (Files.exists(FILES.resolve(version + "_model.keras"))) {
      files.add(version + "_model.keras");
    }
    for (String file : files) {
      try (Model model = Models.fromJson(Files.readString(FILES.resolve(version + ".json")))) {
        model.loadWeights(FILES.resolve(file));
        check(model, expected);
        try (Model again = Models.fromJson(model.toJson())) {
          again.weights(model.weights());
          check(again, expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void takeWhatFitsAsKerasDoes(String version) throws IOException {
    for (var taken : CASES.get(version).get("taken").properties()) {
      boolean byName = taken.getKey().equals("name");
      String file =
          byName && version.equals("keras") || taken.getKey().equals("order_h5")
              ? version + "_model.h5"
              : CASES.get(version).get("weights").asText();
      KerasOptions options = KerasOptions.standard().byName(byName).skipMismatch(true);
      try (Model model = Models.fromJson(taken.getValue().get("json").asText())) {
        List<Array> halves = new ArrayList<>();
        for (Array weight : model.weights()) {
          float[] half = new float[weight.size()];
          java.util.Arrays.fill(half, 0.5f);
          halves.add(Array.of(half, weight.shape()));
        }
        model.weights(halves);
        List<SkippedWeight> skipped = model.loadWeights(FILES.resolve(file), options);
        JsonNode expected = taken.getValue().get("weights");
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
          Array weight = model.weights().get(i);
          assertThat(weight.floats())
              .as("%s, weight %s", taken.getKey(), i)
              .containsExactly(Golden.array(expected.get(i)).floats(), within(1e-6f));
          if (weight.floats()[0] == 0.5f) {
            kept.add(model.network().weights().get(i).path());
          }
        }
        assertThat(skipped)
            .extracting(SkippedWeight::path)
            .containsExactlyInAnyOrderElementsOf(kept);
        assertThat(skipped).allMatch(each -> !each.reason().isBlank());
      }
    }
  }

  @Test
  void whatDoesNotFitIsAnErrorUnlessItMayBeSkipped() throws IOException {
    JsonNode case3 = CASES.get("keras");
    try (Model model = Models.fromJson(case3.get("taken").get("order").get("json").asText())) {
      List<Array> before = model.weights();
      Path weights = FILES.resolve("keras.weights.h5");
      assertThatThrownBy(() -> model.loadWeights(weights))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("middle/kernel: expected (15, 5), found (15, 4)");
      assertThat(model.weights()).isEqualTo(before);
      assertThatThrownBy(() -> model.loadWeights(weights, KerasOptions.standard().byName(true)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("layers have no names there: leave byName out");
      assertThat(model.loadWeights(weights, KerasOptions.standard().skipMismatch(true)))
          .contains(
              new SkippedWeight("middle/kernel", "middle/kernel: expected (15, 5), found (15, 4)"));
    }
  }

  @Test
  void aTextThatIsNoModelIsRefused() {
    assertThatThrownBy(() -> Models.fromJson("{"))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("JSON: not a valid JSON document");
    assertThatThrownBy(() -> Models.fromJson("[1]"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("class_name is missing");
    assertThatThrownBy(() -> Models.fromJson("{\"class_name\": \"Sequential\"}"))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(
            () ->
                Models.fromJson(
                    "{\"class_name\": \"Sequential\", \"keras_version\": \"x\", \"config\": []}"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("keras_version");
  }

  @Test
  @NeedsPython
  void goesToPython() throws IOException {
    Path json = folder.resolve("model.json");
    Path weights = folder.resolve("model.weights.h5");
    Array x = Golden.array(CASES.get("keras").get("x"));
    try (Model model = Models.load(FILES.resolve("tf_keras_model.h5"))) {
      Files.writeString(json, model.toJson());
      model.save(weights);
      Npz.write(folder.resolve("data.npz"), Map.of("x", x, "y", model.predict(x)));
    }
    Python.run(
        """
        import os, sys
        os.environ["KERAS_BACKEND"] = "tensorflow"
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
        import keras, numpy as np
        model = keras.models.model_from_json(open(sys.argv[1] + "/model.json").read())
        model.load_weights(sys.argv[1] + "/model.weights.h5")
        data = np.load(sys.argv[1] + "/data.npz")
        np.testing.assert_allclose(model.predict(data["x"], verbose=0), data["y"], rtol=1e-5, atol=1e-6)
        assert model.optimizer.name == "SGD" or model.optimizer.name == "sgd", model.optimizer.name
        """,
        folder);
  }

  private static void check(Model model, JsonNode expected) {
    Array output = model.predict(Golden.array(expected.get("x")));
    assertThat(output.floats())
        .containsExactly(Golden.array(expected.get("output")).floats(), within(1e-5f));
  }

  private static JsonNode cases() {
    try {
      return new ObjectMapper().readTree(FILES.resolve("cases.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
