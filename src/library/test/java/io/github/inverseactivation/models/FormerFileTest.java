package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that Keras 2 wrote, in both its formats, predict and train on as they did there. */
class FormerFileTest {
  private static final JsonNode CASES = cases();

  @TempDir Path folder;

  /** Files trained by a formula that Keras 3 has no option for. */
  private static final Set<String> FORMER_FORMULAS = Set.of("train_old_adagrad.h5");

  static List<String> files() {
    List<String> files = new ArrayList<>();
    for (var each : CASES.properties()) {
      each.getValue().get("formats").forEach(format -> files.add(each.getKey() + format.asText()));
    }
    return files;
  }

  static List<String> trained() {
    return files().stream().filter(file -> expected(file).has("losses")).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void outputsAreThoseOfKeras(String name) throws IOException {
    try (Model model = Models.load(file(name))) {
      ComposedFileTest.check(model, expected(name));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void savedAsKeras3WritesIt(String name) throws IOException {
    Path path = folder.resolve("model.keras");
    KerasOptions options = KerasOptions.standard();
    try (Model model = Models.load(file(name))) {
      if (FORMER_FORMULAS.contains(name)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.save(path))
            .withMessageContaining("KerasOptions.training(false)");
        options = options.training(false);
      }
      model.save(path, options);
      try (Model again = Models.load(path)) {
        ComposedFileTest.check(again, expected(name));
        assertThat(again.weights()).isEqualTo(model.weights());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trained")
  void trainingContinuesAsInKeras(String name) throws IOException {
    JsonNode expected = expected(name);
    Batch batch = new Batch(arrays(expected.get("inputs")), arrays(expected.get("targets")), null);
    try (Model model = Models.load(file(name))) {
      for (JsonNode loss : expected.get("losses")) {
        Map<String, Double> logs = model.trainOnBatch(batch);
        assertThat(logs.get("loss")).isCloseTo(loss.asDouble(), within(1e-4 * loss.asDouble()));
        List<String> names = new ArrayList<>();
        expected.get("logs").forEach(each -> names.add(each.asText()));
        assertThat(logs.keySet()).containsExactlyInAnyOrderElementsOf(names);
      }
    }
  }

  private static List<Array> arrays(JsonNode tensors) {
    List<Array> arrays = new ArrayList<>();
    tensors.forEach(tensor -> arrays.add(Golden.array(tensor)));
    return arrays;
  }

  private static JsonNode expected(String file) {
    return CASES.get(file.substring(0, file.lastIndexOf('.')));
  }

  private static Path file(String name) {
    return KerasFileTest.file("former/" + name);
  }

  private static JsonNode cases() {
    try {
      return new ObjectMapper().readTree(file("former_files.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
