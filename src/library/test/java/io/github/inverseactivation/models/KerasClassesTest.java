package io.github.inverseactivation.models;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer class of tf.keras 2.15, Keras 3.0 and Keras 3.15, in files that these wrote: opened,
 * with their outputs, or refused with the reason. See {@code keras/versions/pack_layers.py}.
 */
class KerasClassesTest {
  /** What is refused, and what the message says of it. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          entry("BatchNormalization(renorm=True)", "renorm must be false, not true"),
          entry("ContrastLimitedAdaptiveHistogramEqualization", "has no counterpart here"),
          entry("CutMix", "save the model without it"),
          entry("Hash", "turns categories into numbers"),
          entry("IntegerLookup", "turns categories into numbers"),
          entry("Lambda", "code in files is never run"),
          entry("LayerNormalization(rms_scaling=True)", "expected 2 weights, found 1"),
          entry("LocallyConnected", "has no counterpart here"),
          entry("MelSpectrogram", "has no counterpart here"),
          entry("MixUp", "save the model without it"),
          entry("Pipeline", "has no counterpart here"),
          entry("RandomHeight", "it changes nothing in prediction"),
          entry("RandomWidth", "it changes nothing in prediction"),
          entry("ReversibleEmbedding", "has no counterpart here"),
          entry("STFTSpectrogram", "has no counterpart here"),
          entry("SpectralNormalization", "has no counterpart here"),
          entry("StringLookup", "takes strings"),
          entry("TextVectorization", "takes strings"),
          entry("activity_regularizer=", "activity_regularizer"),
          entry("lora_rank=", "lora_rank must be null"));

  @TempDir static Path folder;

  private static JsonNode cases;

  @BeforeAll
  static void unpack() throws IOException {
    Map<String, byte[]> files = files();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().equals("cases.json")) {
        Files.write(folder.resolve(plain(file.getKey())), file.getValue());
      }
    }
    cases = new ObjectMapper().readTree(files.get("cases.json"));
  }

  private static String plain(String name) {
    return name.replace('/', '_');
  }

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream in =
            KerasClassesTest.class.getResourceAsStream("/keras/versions/layers.zip.gz");
        ZipInputStream zip = new ZipInputStream(new GZIPInputStream(in))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  static List<String> names() throws IOException {
    return files().keySet().stream().filter(name -> !name.equals("cases.json")).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void opensAndComputesTheSame(String file) throws IOException {
    JsonNode expected = cases.get(file);
    String name = expected.get("name").asText();
    try (Model model = Models.load(folder.resolve(plain(file)))) {
      Map<String, Array> inputs = new LinkedHashMap<>();
      for (int i = 0; i < expected.get("x").size(); i++) {
        inputs.put(model.network().inputs().get(i).name(), Golden.array(expected.get("x").get(i)));
      }
      List<Array> outputs = List.copyOf(model.predict(inputs).values());
      assertThat(outputs).hasSameSizeAs(expected.get("y"));
      if (name.startsWith("RandomCrop")) {
        return; // Python leaves the image whole, in spite of the output shape that it gives
      }
      if (file.startsWith("3.0.5") && name.contains("output_padding")) {
        return; // Keras 3.0 does not write this option, so that Python reads another layer, too
      }
      double tolerance = name.contains("float16") ? 1e-3 : 1e-5;
      for (int i = 0; i < outputs.size(); i++) {
        assertClose(outputs.get(i), Golden.array(expected.get("y").get(i)), tolerance);
      }
    } catch (FormatException e) {
      String reason =
          REASONS.entrySet().stream()
              .filter(each -> name.contains(each.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("opens");
      assertThat(e).as(name).hasMessageContaining(reason);
    }
  }

  private static void assertClose(Array actual, Array expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] values = expected.doubles();
    double scale = 1;
    for (double each : values) {
      scale = Math.max(scale, Math.abs(each));
    }
    assertThat(actual.doubles()).containsExactly(values, offset(tolerance * scale));
  }
}
