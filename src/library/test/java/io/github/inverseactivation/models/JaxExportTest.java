package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** SavedModels of Keras on JAX and of jax2tf: refused from strangers, and right once trusted. */
class JaxExportTest {
  private static final Path FOLDER = Path.of("src/library/test/resources/savedmodel/from_jax");

  @TestFactory
  List<DynamicTest> computesWhatJaxComputes() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile())) {
      String name = one.get("model").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> check(one, FOLDER.resolve(name))));
    }
    assertThat(tests).hasSize(3);
    return tests;
  }

  private static void check(JsonNode one, Path path) {
    assertThatThrownBy(() -> SavedModel.load(path))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("op XlaCallModule")
        .hasMessageContaining("is not allowed: it holds a program of JAX that XLA compiles")
        .hasMessageContaining("SavedModel.loader(folder).trusted(true)");
    float[] expected = floats(one.get("y"));
    try (SavedModel model = SavedModel.loader(path).trusted(true).load()) {
      float[] y = (float[]) model.predict(Array.of(floats(one.get("x")), 3, 4)).elements();
      assertThat(y).hasSize(expected.length);
      for (int i = 0; i < y.length; i++) {
        assertThat(y[i]).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) list.get(i).asDouble();
    }
    return values;
  }
}
