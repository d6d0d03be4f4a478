package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models inside models, and calls of every form, as Python Keras wrote them. */
class ComposedFileTest {
  static final JsonNode CASES = cases();

  @TempDir Path folder;

  static List<String> files() {
    List<String> names = new ArrayList<>();
    CASES.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static List<String> archives() {
    return files().stream().filter(name -> name.endsWith(".keras")).toList();
  }

  static List<String> trained() {
    return files().stream().filter(name -> CASES.get(name).has("losses")).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void outputsAndWeightsAreThoseOfKeras(String name) throws IOException {
    try (Model model = Models.load(file(name))) {
      check(model, CASES.get(name));
      assertThat(model.weights()).isEqualTo(arrays(CASES.get(name).get("weights")));
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void whatIsWrittenIsReadAgain(String name) throws IOException {
    Path path = folder.resolve(name);
    Path weights = folder.resolve("model.weights.h5");
    try (Model model = Models.load(file(name))) {
      model.save(path);
      model.save(weights);
      try (Model again = Models.load(path)) {
        check(again, CASES.get(name));
        assertThat(again.weights()).isEqualTo(model.weights());
        assertThat(again.network().weights())
            .extracting(Weight::path)
            .isEqualTo(model.network().weights().stream().map(Weight::path).toList());
        assertThat(again.network().weights())
            .extracting(Weight::trainable)
            .isEqualTo(model.network().weights().stream().map(Weight::trainable).toList());
        again.weights(
            model.weights().stream().map(w -> Array.of(new float[w.size()], w.shape())).toList());
        again.loadWeights(weights);
        assertThat(again.weights()).isEqualTo(model.weights());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trained")
  void trainingContinuesAsInKeras(String name) throws IOException {
    Path path = folder.resolve(name);
    try (Model model = Models.load(file(name))) {
      model.save(path);
      try (Model again = Models.load(path)) {
        Batch batch = batch(CASES.get(name));
        for (JsonNode loss : CASES.get(name).get("losses")) {
          double found = model.trainOnBatch(batch).get("loss");
          assertThat(found).isCloseTo(loss.asDouble(), within(3e-4 * loss.asDouble() + 1e-6));
          assertThat(again.trainOnBatch(batch).get("loss")).isEqualTo(found);
        }
      }
    }
  }

  static void check(Model model, JsonNode expected) {
    Map<String, Array> inputs = new LinkedHashMap<>();
    for (NetworkInput input : model.network().inputs()) {
      inputs.put(input.name(), Golden.array(expected.get("inputs").get(inputs.size())));
    }
    List<Array> outputs = List.copyOf(model.predict(inputs).values());
    assertThat(outputs).hasSize(expected.get("outputs").size());
    for (int i = 0; i < outputs.size(); i++) {
      JsonNode keras = expected.get("outputs").get(i);
      assertThat(outputs.get(i).shape()).isEqualTo(Golden.shape(keras).asArray());
      assertThat(outputs.get(i).doubles()).containsExactly(Golden.values(keras), within(1e-5));
    }
  }

  private static Batch batch(JsonNode expected) {
    return new Batch(arrays(expected.get("inputs")), arrays(expected.get("targets")), null);
  }

  private static List<Array> arrays(JsonNode tensors) {
    List<Array> arrays = new ArrayList<>();
    tensors.forEach(tensor -> arrays.add(Golden.array(tensor)));
    return arrays;
  }

  static Path file(String name) {
    return KerasFileTest.file("composed/" + name);
  }

  private static JsonNode cases() {
    try {
      return new ObjectMapper().readTree(file("composed_files.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
