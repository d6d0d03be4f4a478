package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.saving.keras.KerasOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that are damaged, incomplete or made to do harm are refused with one line that says why.
 */
class KerasBadFileTest {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          soft_link        | 'layers/dense' links to another place or file: refused
          external_link    | 'layers/dense' links to another place or file: refused
          cycle            | links form a cycle at /layers/dense/again
          twice            | are one and the same
          deep             | groups are nested more than 32 deep
          missing          | dense: expected 2 weights, found 1 in layers/dense
          shape            | dense/kernel: expected (16, 3), found (16, 4)
          huge             | dense/kernel: expected (16, 3), found (32768, 32768)
          never_written    | layers/dense/vars/0: was declared but never written
          text             | layers/dense/vars/0: has no numbers
          too_many         | layers/dense_1/vars/0 belongs to no layer of model 'small'
          external_storage | External Data Files
          """)
  void weights(String name, String message) throws IOException {
    Path bad = KerasFileTest.file("bad/" + name + ".weights.h5");
    try (Model model = Models.load(KerasFileTest.file("plain.keras"))) {
      List<Array> before = model.weights();
      assertThatThrownBy(() -> model.loadWeights(bad))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(bad + ": ")
          .hasMessageContaining(message);
      assertThat(model.weights()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "Flatten"           | "Lambda"     | layer 'flatten' (Lambda) cannot be read: code in files is never run
          "Flatten"           | "Mine"       | the class 'Mine' of keras.layers is unknown: register it with
          "keras.layers"      | "java.lang"  | of java.lang is unknown
          "Sequential"        | "Subclassed" | the model is of the class 'Subclassed', expected Sequential or Functional
          "pool_size": [2, 2] | "pool_size": [0, 2] | layer 'max_pooling2d' (MaxPooling2D)
          "units": 3          | "units": 2147483648 | units must be a whole number
          "units": 3          | "units": 4   | dense/kernel: expected (16, 4), found (16, 3)
          "filters": 4        | "filters": 4, "filters": 5 | config.json: not a valid JSON document
          [null, 6, 6, 1]     | [null, 1048576, 1048576, 1] | an input's shape has at most 2147483647 elements
          [null, 6, 6, 1]     | [null, 4611686018427387904, 4, 1] | an input's shape has at most 2147483647 elements
          "filters": 4        | "filters": 2147483647 | more than 2147483647 elements
          [null, 6, 6, 1]     | [null, -6, 6, 1] | an input's shape has positive numbers and null
          "Adam"              | "Adan"       | to predict only, load with KerasOptions.standard().training(false)
          "use_ema": false    | "use_ema": 1 | use_ema must be true or false, not 1
          "ema_momentum": 0.99 | "ema_momentum": 1.5 | emaMomentum 1.5 is out of range
          "ema_overwrite_frequency": null | "ema_overwrite_frequency": 0 | emaOverwriteFrequency 0 is out of range
          "gradient_accumulation_steps": null | "gradient_accumulation_steps": 1 | gradientAccumulationSteps 1 is out of range
          "loss_scale_factor": null | "loss_scale_factor": -2.0 | lossScaleFactor -2.0 is out of range
          "loss_weights": null | "loss_weights": ["x"] | loss_weights must be numbers
          "learning_rate": 0.0010000000474974513 | "learning_rate": -1 | learningRate
          "learning_rate": 0.0010000000474974513 | "learning_rate": null | learningRate is null
          "units": 3          | "units": 2147483647 | dense/kernel: expected (16, 2147483647), found (16, 3)
          "amsgrad": false    | "amsgrad": true | model.weights.h5
          """)
  void config(String good, String bad, String message) throws IOException {
    boolean compiled = message.equals("model.weights.h5");
    Map<String, byte[]> entries = entries(compiled ? "train_adam.keras" : "plain.keras");
    String config = new String(entries.get(CONFIG), StandardCharsets.UTF_8);
    assertThat(config).contains(good);
    entries.put(CONFIG, config.replace(good, bad).getBytes(StandardCharsets.UTF_8));
    refuse(write("model.keras", entries), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "keras_history": ["shared", 1, 0] | "keras_history": ["shared", 7, 0] | a layer takes output 0 of call 7 of 'shared'
          "keras_history": ["image", 0, 0] | "keras_history": ["out", 0, 0] | or depends on the layer itself
          "keras_history": ["image", 0, 0] | "keras_history": ["image", 0, -1] | [layer, call, output] was expected
          "training": false | "mask": 1 | layer 'dropout' is called with 1, expected tensors
          "training": false | "speed": 1 | layer 'dropout' is called with the option speed
          "training": false | "use_causal_mask": true | layer 'dropout' is called with the option use_causal_mask
          "layers": [{ | "layers": [null, { | expected a layer, found null
          "output_layers": ["out", 0, 0] | "output_layers": ["none", 0, 0] | there is no output 0 of call 0 of 'none'
          """)
  void functionalConfig(String good, String bad, String message) throws IOException {
    Map<String, byte[]> entries = entries("functional.keras");
    String config = new String(entries.get(CONFIG), StandardCharsets.UTF_8);
    assertThat(config).contains(good);
    entries.put(CONFIG, config.replace(good, bad).getBytes(StandardCharsets.UTF_8));
    refuse(write("model.keras", entries), message);
  }

  @Test
  void entriesThatAreMissing() throws IOException {
    for (String name : List.of(CONFIG, WEIGHTS)) {
      Map<String, byte[]> entries = entries("plain.keras");
      entries.remove(name);
      refuse(write("model.keras", entries), name + " is missing");
    }
    Map<String, byte[]> entries = entries("plain.keras");
    entries.remove("metadata.json");
    Models.load(write("model.keras", entries)).close();
  }

  @Test
  void namesThatLeadOutOfTheArchive() throws IOException {
    for (String name : List.of("../../x", "/x", "a\\x", "assets/../../x")) {
      Map<String, byte[]> entries = entries("plain.keras");
      entries.put(name, new byte[1]);
      refuse(write("model.keras", entries), "the entry '" + name + "' leads out of the archive");
    }
  }

  @Test
  void anEntryThatAppearsTwice() throws IOException {
    Map<String, byte[]> entries = entries("plain.keras");
    entries.put("other.weights.h5", entries.get(WEIGHTS));
    refuse(
        patch(write("model.keras", entries), "other.weights.h5", "model.weights.h5"),
        "model.weights.h5 appears twice");
  }

  @Test
  void aByteThatChanged() throws IOException {
    Path model = write("model.keras", entries("plain.keras"));
    refuse(patch(model, "\"units\": 3", "\"units\": 4"), "config.json is damaged (checksum)");
  }

  @Test
  void aZipBomb() throws IOException {
    Map<String, byte[]> entries = entries("plain.keras");
    entries.put(CONFIG, new byte[65 << 20]);
    refuse(
        deflate("model.keras", entries), "config.json expands to 68157440 bytes, limit 67108864");
  }

  @Test
  void aFileThatEndsEarly() throws IOException {
    byte[] whole = Files.readAllBytes(KerasFileTest.file("plain.keras"));
    Path model = folder.resolve("model.keras");
    Files.write(model, Arrays.copyOf(whole, whole.length / 2));
    refuse(model, "ends early at byte " + whole.length / 2);
  }

  @Test
  void filesOfOtherKinds() throws IOException {
    Path model = folder.resolve("model.keras");
    Files.writeString(model, "hello");
    refuse(model, "not an archive, which a .keras file is");
    Files.copy(KerasFileTest.file("legacy.h5"), folder.resolve("other.keras"));
    refuse(folder.resolve("other.keras"), "not an archive but an HDF5 file, which ends in .h5");
    Path text = folder.resolve("model.h5");
    Files.writeString(text, "hello");
    refuse(text, "not an HDF5 file");
    refuse(KerasFileTest.file("plain.weights.h5"), "holds weights only");
    refuse(KerasFileTest.file("keras2_weights.h5"), "holds weights only");
    assertThatThrownBy(() -> Models.load(folder.resolve("none.keras")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Models.load(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Models.load(folder.resolve("model.txt")))
        .hasMessageContaining("ends in .keras or .h5");
  }

  @Test
  void aConfigThatIsNestedTooDeeply() throws IOException {
    Map<String, byte[]> entries = entries("plain.keras");
    entries.put(CONFIG, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    refuse(write("model.keras", entries), "config.json: not a valid JSON document");
  }

  @Test
  void aConfigOfTooManyLayers() throws IOException {
    String layer = "{\"class_name\":\"Flatten\",\"config\":{}},";
    for (int count : new int[] {20_000, 200_000}) {
      Map<String, byte[]> entries = entries("plain.keras");
      replace(
          entries, c -> c.replaceFirst("\"layers\": \\[", "\"layers\": [" + layer.repeat(count)));
      refuse(
          deflate("model.keras", entries),
          count == 20_000 ? "layers, limit 10000" : "exceeds the maximum allowed (1000000");
    }
  }

  @Test
  void aNameThatIsTooLong() throws IOException {
    Map<String, byte[]> entries = entries("plain.keras");
    replace(entries, config -> config.replace("\"flatten\"", '"' + "a".repeat(1 << 20) + '"'));
    refuse(write("model.keras", entries), "has at most 1000 letters");
  }

  @Test
  void aModelWithoutItsTrainingStillPredicts() throws IOException {
    Map<String, byte[]> entries = entries("plain.keras");
    replace(entries, config -> config.replace("\"Adam\"", "\"Adan\""));
    KerasOptions predicting = KerasOptions.standard().training(false);
    try (Model model = Models.load(write("model.keras", entries), predicting)) {
      assertThat(model.predict(new float[36])).hasSize(3);
    }
  }

  @Test
  void modelsThatCannotBeWritten() throws IOException {
    try (Sequential model = Sequential.of(Input.shape(3), new Flatten(), new InverseActivation())) {
      assertThatThrownBy(() -> model.save(folder.resolve("a.h5")))
          .hasMessageContaining("ends in .keras, of its weights in .weights.h5");
      assertThatThrownBy(() -> model.save(folder.resolve("none").resolve("a.keras")))
          .isInstanceOf(IOException.class);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private void refuse(Path file, String message) {
    assertThatThrownBy(() -> Models.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private static void replace(Map<String, byte[]> entries, UnaryOperator<String> change) {
    String config = new String(entries.get(CONFIG), StandardCharsets.UTF_8);
    entries.put(CONFIG, change.apply(config).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, byte[]> entries(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(KerasFileTest.file(name).toFile())) {
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private Path write(String name, Map<String, byte[]> entries) throws IOException {
    return write(name, entries, ZipEntry.STORED);
  }

  private Path deflate(String name, Map<String, byte[]> entries) throws IOException {
    return write(name, entries, ZipEntry.DEFLATED);
  }

  private Path write(String name, Map<String, byte[]> entries, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(each.getValue());
        entry.setMethod(method);
        entry.setSize(each.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    Path file = folder.resolve(name);
    Files.write(file, bytes.toByteArray());
    return file;
  }

  /** Replaces a text in a file, wherever it occurs, by another of the same length. */
  private static Path patch(Path file, String old, String replacement) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains(old);
    Files.write(file, bytes.replace(old, replacement).getBytes(StandardCharsets.ISO_8859_1));
    return file;
  }
}
