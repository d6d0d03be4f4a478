package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** Shapes that files of Keras 1 declare, and numbers that are not finite. */
class FormerShapesTest {
  private static final Path FILES = Path.of("src/library/test/resources/keras/keys");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void numbersThatAreNotFiniteAreReadWhereKerasWritesThem() throws IOException {
    JsonNode values = MAPPER.readTree(FILES.resolve("infinite_values.json").toFile());
    try (Model model = Models.fromJson(Files.readString(FILES.resolve("infinite.json")))) {
      assertThat(model.predict(floats(values.get("x"))).floats())
          .containsExactly(floats(values.get("y")).floats());
    }
  }

  private static Array floats(JsonNode row) {
    float[] values = new float[row.get(0).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(0).get(i).floatValue();
    }
    return Array.of(values, 1, values.length);
  }

  @ParameterizedTest
  @CsvSource({"valid, 9", "same, 8"})
  void deconvolutionsOfKeras1HaveTheShapeTheyDeclare(String name, long size) throws IOException {
    try (Model model = Models.fromJson(deconvolution(name).toString())) {
      assertThat(model.network().nodes().get(0).outputShapes().get(0).asArray())
          .containsExactly(Shape.UNKNOWN_SIZE, size, size, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"valid_larger", "same_smaller"})
  void deconvolutionsOfKeras1OfAnotherShapeAreRefused(String name) throws IOException {
    assertRefused(deconvolution(name), "layer 'up' (Deconvolution2D): output_shape is [null,");
  }

  private static JsonNode deconvolution(String name) throws IOException {
    return MAPPER.readTree(FILES.resolve("deconvolutions.json").toFile()).get(name);
  }

  private static void assertRefused(JsonNode model, String message) {
    assertThatThrownBy(() -> Models.fromJson(model.toString()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }
}
