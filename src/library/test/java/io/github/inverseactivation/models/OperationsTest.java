package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.saving.hdf5.Hdf5Writer;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of Python in which operations of keras.ops stand among the layers. */
class OperationsTest {
  private static final JsonNode KERAS = Golden.read("operations.json");

  @TempDir Path folder;

  static List<String> cases() {
    List<String> names = new ArrayList<>();
    KERAS.get("cases").fieldNames().forEachRemaining(names::add);
    return names;
  }

  static List<String> trained() {
    return cases().stream().filter(name -> KERAS.get("cases").get(name).has("after")).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void putsOutWhatKerasDoes(String name) throws IOException {
    JsonNode expected = KERAS.get("cases").get(name).get("outputs");
    Path again = folder.resolve("again.keras");
    List<Array> first;
    try (Model model = Models.load(file(name))) {
      first = predict(model);
      assertOutputs(name, first, expected);
      model.save(again);
    }
    try (Model model = Models.load(again)) {
      List<Array> second = predict(model);
      for (int i = 0; i < first.size(); i++) {
        assertThat(second.get(i).dtype()).isEqualTo(first.get(i).dtype());
        assertThat(second.get(i).doubles()).containsExactly(first.get(i).doubles());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trained")
  void trainsAsKerasDoes(String name) throws IOException {
    JsonNode expected = KERAS.get("cases").get(name);
    try (Model model = Models.load(file(name))) {
      Array output = predict(model).get(0);
      model.compile(new SGD(0.1), new MeanSquaredError());
      Array zeros = Array.of(new float[output.size()], output.shape());
      model.trainOnBatch(new Batch(inputs(), List.of(zeros), null));
      double[] after = Golden.values(expected.get("after"));
      double[] before = Golden.values(KERAS.get("kernel"));
      double[] found = model.weights("d").get(0).doubles();
      double step = 0;
      for (int i = 0; i < after.length; i++) {
        step = Math.max(step, Math.abs(after[i] - before[i]));
      }
      // What the weights lose to rounding beside the step itself.
      assertThat(found).as(name).containsExactly(after, within(2e-7 + 1e-4 * step));
    }
  }

  @Test
  void namesAreKept() throws IOException {
    try (Model model = Models.load(file("add_number"))) {
      assertThat(model.network().layer("add").layer().getClass().getSimpleName())
          .isEqualTo("Operation");
    }
  }

  @Test
  @NeedsPython
  void pythonOpensWhatIsWritten() throws IOException {
    for (String name : cases()) {
      try (Model model = Models.load(file(name))) {
        model.save(folder.resolve(name + ".keras"));
      }
    }
    Files.delete(folder.resolve("model.keras"));
    JsonNode report =
        new ObjectMapper().readTree(Python.runResource("golden/open_operations.py", folder));
    for (String name : cases()) {
      JsonNode entry = report.path(name);
      assertThat(entry.path("error").asText()).as(name).isEmpty();
      JsonNode expected = KERAS.get("cases").get(name).get("outputs");
      for (int i = 0; i < expected.size(); i++) {
        JsonNode output = entry.get("outputs").get(i);
        assertThat(output.get("dtype")).as(name).isEqualTo(expected.get(i).get("dtype"));
        assertClose(name, Golden.values(output), expected.get(i));
      }
    }
  }

  private static List<Array> predict(Model model) {
    List<Array> inputs = inputs();
    Map<String, Array> outputs =
        model.predict(Map.of("x", inputs.get(0), "y", inputs.get(1), "i", inputs.get(2)));
    return model.network().outputNames().stream().map(outputs::get).toList();
  }

  private static void assertOutputs(String name, List<Array> outputs, JsonNode expected) {
    assertThat(outputs).as(name).hasSize(expected.size());
    for (int i = 0; i < outputs.size(); i++) {
      Array output = outputs.get(i);
      JsonNode one = expected.get(i);
      assertThat(output.shape()).as(name).isEqualTo(Golden.shape(one).asArray());
      String type = one.get("dtype").asText();
      String declared = type.startsWith("float") ? "float32" : type;
      assertThat(output.dtype().toString()).as(name).isEqualTo(declared);
      assertClose(name, output.doubles(), one);
    }
  }

  private static void assertClose(String name, double[] found, JsonNode expected) {
    double[] values = Golden.values(expected);
    double scale = 0;
    for (double value : values) {
      scale = Math.max(scale, Double.isFinite(value) ? Math.abs(value) : 0);
    }
    assertThat(found).as(name).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        assertThat(found[i]).as(name).isCloseTo(values[i], within(2e-6 * scale));
      } else {
        assertThat(Double.valueOf(found[i])).as(name).isEqualTo(Double.valueOf(values[i]));
      }
    }
  }

  private static List<Array> inputs() {
    JsonNode inputs = KERAS.get("inputs");
    return List.of(
        Golden.array(inputs.get("x")),
        Golden.array(inputs.get("y")),
        Golden.array(inputs.get("i")).cast(DType.INT32));
  }

  /** A model with the weights of its one layer. */
  private Path file(String name) throws IOException {
    Path file = folder.resolve("model.keras");
    JsonNode config = KERAS.get("cases").get(name).get("config");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("config.json"));
      zip.write(config.toString().getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("model.weights.h5"));
      boolean hasLayer = config.toString().contains("\"class_name\":\"Dense\"");
      zip.write(
          Hdf5Writer.write(
              hasLayer
                  ? Map.of("layers/dense/vars/0", Golden.array(KERAS.get("kernel")))
                  : Map.of()));
    }
    return file;
  }
}
