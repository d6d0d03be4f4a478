package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.saving.keras.KerasOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Training goes on from files of many versions as in the version that wrote them, or the file is
 * refused; {@code make_training_files.py} made the files.
 */
class FormerTrainingTest {
  private static final double TOLERANCE = 2e-6;

  /** What is refused, with a piece of the reason. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "tf24 ftrl", "shrinkage",
          "keras-3.0.5 accumulated", "gradient_accumulation_steps",
          "keras-3.15.1-h5 loss_scale_adam", "10 variables, found 14",
          "tf215-legacy by_name_nadam", "Nadam of Keras 2.11 to 2.15");

  @TempDir Path folder;

  /** A file of a version and the weights after three steps more. */
  record Case(Path archive, String name, List<Double> weights) {
    Path in(Path folder) throws IOException {
      try (ZipFile zip = new ZipFile(archive.toFile())) {
        String version = version();
        String entry = version + "-" + name;
        String format = zip.getEntry(entry + ".h5") == null ? ".keras" : ".h5";
        Path file = folder.resolve("model" + format);
        try (InputStream in = zip.getInputStream(zip.getEntry(entry + format))) {
          Files.write(file, in.readAllBytes());
        }
        return file;
      }
    }

    private String version() {
      return archive.getFileName().toString().replace(".zip", "");
    }

    @Override
    public String toString() {
      return version() + " " + name;
    }
  }

  static List<Case> all() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> archives = Files.list(KerasFileTest.file("training"))) {
      for (Path archive : archives.filter(each -> each.toString().endsWith(".zip")).toList()) {
        String version = archive.getFileName().toString().replace(".zip", "");
        try (ZipFile zip = new ZipFile(archive.toFile());
            InputStream in = zip.getInputStream(zip.getEntry(version + ".json"))) {
          for (var each : new ObjectMapper().readTree(in).properties()) {
            List<Double> weights = new ArrayList<>();
            for (JsonNode number : each.getValue()) {
              weights.add(number.asDouble());
            }
            cases.add(new Case(archive, each.getKey(), weights));
          }
        }
      }
    }
    return cases;
  }

  static List<Case> continued() throws IOException {
    return all().stream().filter(each -> !REFUSED.containsKey(each.toString())).toList();
  }

  static List<Case> refused() throws IOException {
    return all().stream().filter(each -> REFUSED.containsKey(each.toString())).toList();
  }

  /** Those with a formula that today's files have no place for. */
  static List<Case> former() throws IOException {
    return continued().stream()
        .filter(
            each -> each.toString().matches("(tf215-legacy|keras-1.2.2) (rmsprop|adagrad|nadam)"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("continued")
  void trainingContinuesAsInItsVersion(Case file) throws IOException {
    try (Model model = Models.load(file.in(folder))) {
      for (int i = 0; i < 3; i++) {
        model.trainOnBatch(batch());
      }
      double[] weights =
          model.weights().stream()
              .flatMapToDouble(array -> DoubleStream.of(array.doubles()))
              .toArray();
      double[] expected = file.weights().stream().mapToDouble(Double::doubleValue).toArray();
      assertThat(weights).containsExactly(expected, within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeContinuedPredicts(Case file) throws IOException {
    Path path = file.in(folder);

    assertThatThrownBy(() -> Models.load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(REFUSED.get(file.toString()))
        .hasMessageContaining("training(false)");

    try (Model model = Models.load(path, KerasOptions.standard().training(false))) {
      assertThat(model.predict(batch().inputs().get(0)).shape()).containsExactly(8, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("former")
  void formerFormulasAreNotSavedAsTodays(Case file) throws IOException {
    Path path = folder.resolve("saved.keras");
    try (Model model = Models.load(file.in(folder))) {
      assertThatThrownBy(() -> model.save(path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("former versions of Keras")
          .hasMessageContaining("training(false)");

      model.save(path, KerasOptions.standard().training(false));
    }
    assertThat(path).exists();
  }

  /** What the script trains with. */
  private static Batch batch() {
    float[] inputs = new float[16];
    float[] targets = new float[8];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) Math.sin(i);
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) Math.cos(i);
    }
    return new Batch(List.of(Array.of(inputs, 8, 2)), List.of(Array.of(targets, 8, 1)), null);
  }
}
