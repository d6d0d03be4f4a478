package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        again.weights(zeros(model.weights()));
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
          assertThat(found)
              .isCloseTo(
                  loss.asDouble(),
                  within(loss.asDouble() * Math.max(3e-4, 10 * tolerance(CASES.get(name))) + 1e-6));
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
    Map<String, Array> found = model.predict(inputs);
    // Python lists outputs that have keys in the order of these.
    boolean named = model.network().outputStructure().hasNames();
    List<Array> outputs = List.copyOf((named ? new TreeMap<>(found) : found).values());
    assertThat(outputs).hasSize(expected.get("outputs").size());
    for (int i = 0; i < outputs.size(); i++) {
      JsonNode keras = expected.get("outputs").get(i);
      assertThat(outputs.get(i).shape()).isEqualTo(Golden.shape(keras).asArray());
      assertThat(outputs.get(i).doubles())
          .containsExactly(Golden.values(keras), within(tolerance(expected)));
    }
  }

  /** Python computes some models in less than single precision. */
  static double tolerance(JsonNode expected) {
    return expected.path("tolerance").asDouble(1e-5);
  }

  @Test
  void weightsInSeveralFiles() throws IOException {
    try (Model model = Models.load(file("sharded.keras"))) {
      List<Array> expected = model.weights();
      model.weights(zeros(expected));
      model.loadWeights(file("sharded.weights.json"));
      assertThat(model.weights()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "sharded_00001.weights.h5" | "../sharded_00001.weights.h5"   | none beside the index
          "sharded_00001.weights.h5" | "/sharded_00001.weights.h5"     | none beside the index
          "sharded_00001.weights.h5" | "C:x.weights.h5"            | none beside the index
          "sharded_00001.weights.h5" | "sharded.weights.json"          | none beside the index
          "sharded_00001.weights.h5" | 7                               | none beside the index
          "sharded_00001.weights.h5" | "folder.weights.h5"             | is not a plain file
          "sharded_00001.weights.h5" | "link.weights.h5"               | is not a plain file
          "sharded_00001.weights.h5" | "copy.weights.h5"               | is in two of the files
          "sharded_00001.weights.h5" | "sharded_00000.weights.h5"      | expected 2 weights, found 1
          "weight_map"               | "other"                         | weight_map is missing
          {                          | [                               | not a valid JSON document
          """)
  void indicesOfSeveralFilesThatAreRefused(String good, String bad, String message)
      throws IOException {
    try (var files = Files.list(file("sharded.weights.json").getParent())) {
      for (Path path : files.filter(p -> p.toString().endsWith(".weights.h5")).toList()) {
        Files.copy(path, folder.resolve(path.getFileName()));
      }
    }
    Files.copy(folder.resolve("sharded_00000.weights.h5"), folder.resolve("copy.weights.h5"));
    Files.createDirectory(folder.resolve("folder.weights.h5"));
    Files.createSymbolicLink(folder.resolve("link.weights.h5"), Path.of("copy.weights.h5"));
    String index = Files.readString(file("sharded.weights.json"));
    assertThat(index).contains(good);
    Path path = folder.resolve("sharded.weights.json");
    Files.writeString(path, index.replace(good, bad));
    try (Model model = Models.load(file("sharded.keras"))) {
      assertThatThrownBy(() -> model.loadWeights(path))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(message);
    }
  }

  private static Batch batch(JsonNode expected) {
    return new Batch(arrays(expected.get("inputs")), arrays(expected.get("targets")), null);
  }

  private static List<Array> zeros(List<Array> weights) {
    return weights.stream()
        .map(
            w ->
                w.rank() == 0
                    ? Array.scalar(DType.FLOAT32, new float[1])
                    : Array.of(new float[w.size()], w.shape()))
        .toList();
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
