package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.hdf5.Hdf5Writer;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of Python in which tensors meet without layers: {@code x + y}, {@code x / 255.0}. */
class OperationsTest {
  private static final JsonNode KERAS = Golden.read("operations.json");

  @TempDir Path folder;

  static List<String> read() {
    return names("read");
  }

  static List<String> refused() {
    return names("refused");
  }

  private static List<String> names(String kind) {
    List<String> names = new ArrayList<>();
    KERAS.get(kind).fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("read")
  void isReadAsALayer(String name) throws IOException {
    JsonNode expected = KERAS.get("read").get(name);
    Map<String, Array> inputs = new HashMap<>();
    KERAS
        .get("inputs")
        .properties()
        .forEach(x -> inputs.put(x.getKey(), Golden.array(x.getValue())));
    Path again = folder.resolve("again.keras");
    try (Model model = Models.load(file(expected.get("config")))) {
      assertOutput(name, model, inputs, expected);
      model.save(again);
    }
    try (Model model = Models.load(again)) {
      assertOutput(name, model, inputs, expected);
    }
  }

  private static void assertOutput(
      String name, Model model, Map<String, Array> inputs, JsonNode expected) {
    Array output = model.predict(inputs).get(model.network().outputNames().get(0));
    Golden.assertClose(name, output, expected.get("output"), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefused(String name) throws IOException {
    Path file = file(KERAS.get("refused").get(name));
    assertThatThrownBy(() -> Models.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("which no layer here computes");
  }

  @Test
  void namesAreKept() throws IOException {
    try (Model model = Models.load(file(KERAS.at("/read/add_number/config")))) {
      assertThat(model.network().layer("add").layer().getClass().getSimpleName())
          .isEqualTo("Rescaling");
    }
  }

  /** A model without weights. */
  private Path file(JsonNode config) throws IOException {
    Path file = folder.resolve("model.keras");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("config.json"));
      zip.write(config.toString().getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("model.weights.h5"));
      zip.write(Hdf5Writer.write(Map.of()));
    }
    return file;
  }
}
