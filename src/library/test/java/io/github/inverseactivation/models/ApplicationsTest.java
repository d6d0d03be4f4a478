package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The families of {@code keras.applications}: each is made in Python, opens here, predicts what it
 * predicts there, and is saved to a file that Python opens again.
 *
 * <p>{@code mvn test -Dtest=ApplicationsTest} prints the table in docs/files.md.
 */
@Tag("slow")
@NeedsPython
class ApplicationsTest {
  /** The families, each with the smallest image that it takes. */
  private static final List<String> FAMILIES =
      List.of(
          "ConvNeXtTiny:32",
          "DenseNet121:32",
          "EfficientNetB0:32",
          "EfficientNetV2B0:32",
          "InceptionResNetV2:75",
          "InceptionV3:75",
          "MobileNet:32",
          "MobileNetV2:32",
          "MobileNetV3Large:32",
          "MobileNetV3Small:32",
          "NASNetMobile:32",
          "ResNet50:32",
          "ResNet50V2:32",
          "VGG16:32",
          "Xception:71");

  /** Of the outputs' scale. */
  private static final double TOLERANCE = 1e-4;

  /** How far outputs may move when inputs move by 1e-6; rounding differs between machines. */
  private static final double SENSITIVITY = 5e-5;

  /** As many as one process in Python makes in a minute or two. */
  private static final int TOGETHER = 5;

  @TempDir static Path folder;

  private static final Map<String, Comparison> FOUND = new LinkedHashMap<>();

  /** What a family's outputs in Python are compared with; all of one shape, or a reason. */
  private record Comparison(
      long parameters,
      double spread,
      double sensitivity,
      Array expected,
      Array java,
      Array python,
      Throwable failure) {

    static Comparison failed(Throwable failure) {
      return new Comparison(0, 0, 0, null, null, null, failure);
    }

    Comparison python(Array again) {
      return new Comparison(parameters, spread, sensitivity, expected, java, again, null);
    }

    /** The largest difference of two outputs in units of the largest output. */
    double difference(Array found) {
      double[] there = expected.doubles();
      double[] here = found.doubles();
      double scale =
          IntStream.range(0, there.length).mapToDouble(i -> Math.abs(there[i])).max().orElse(0);
      double largest = 0;
      for (int i = 0; i < there.length; i++) {
        double difference = Math.abs(there[i] - here[i]) / scale;
        largest = difference <= largest ? largest : difference; // keeps what is no number
      }
      return largest;
    }
  }

  static List<String> families() {
    return FAMILIES.stream().map(family -> family.split(":")[0]).toList();
  }

  @BeforeAll
  static void throughJavaAndBack() throws IOException {
    python("make", FAMILIES);
    for (String family : families()) {
      try {
        FOUND.put(family, openAndSave(family));
      } catch (RuntimeException | IOException e) {
        FOUND.put(family, Comparison.failed(e));
      }
    }
    python(
        "check",
        FAMILIES.stream().filter(f -> FOUND.get(f.split(":")[0]).failure() == null).toList());
    for (String family : families()) {
      Comparison found = FOUND.get(family);
      if (found.failure() == null) {
        FOUND.put(family, found.python(npz(family + ".java.npz").get("outputs")));
      }
    }
    System.out.println(table());
  }

  private static void python(String step, List<String> families) {
    for (int from = 0; from < families.size(); from += TOGETHER) {
      List<Object> arguments = new ArrayList<>(List.of(step, folder));
      arguments.addAll(families.subList(from, Math.min(from + TOGETHER, families.size())));
      Python.runResource("keras/applications.py", arguments.toArray());
    }
  }

  private static Comparison openAndSave(String family) throws IOException {
    Map<String, Array> made = npz(family + ".npz");
    Path file = folder.resolve(family + ".keras");
    try (Model model = Models.load(file)) {
      Files.delete(file);
      Array predicted = model.predict(made.get("inputs"));
      model.save(folder.resolve(family + ".java.keras"));
      long parameters = made.get("parameters").longs()[0];
      assertThat(model.network().parameters()).isEqualTo(parameters);
      double spread = made.get("spread").doubles()[0];
      double sensitivity = made.get("sensitivity").doubles()[0];
      Array outputs = made.get("outputs");
      return new Comparison(parameters, spread, sensitivity, outputs, predicted, null, null);
    }
  }

  private static Map<String, Array> npz(String name) throws IOException {
    return Npz.read(folder.resolve(name));
  }

  /** The table in docs/files.md. */
  private static String table() {
    StringBuilder table =
        new StringBuilder(
            "\n| Model | Parameters | Largest difference from Python, of the outputs' scale |\n"
                + "|---|---:|---:|\n");
    FOUND.forEach(
        (family, found) -> {
          if (found.failure() == null) {
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1e |%n",
                    family,
                    found.parameters(),
                    found.difference(found.java())));
          }
        });
    return table.toString();
  }

  @ParameterizedTest
  @MethodSource("families")
  void javaPredictsWhatPythonPredicts(String family) {
    Comparison found = FOUND.get(family);
    assertThat(found.failure()).as(family).isNull();
    assertThat(found.spread()).as("%s: spread over examples", family).isGreaterThan(0.1);
    assertThat(found.sensitivity()).as("%s: sensitivity", family).isLessThan(SENSITIVITY);
    assertThat(found.difference(found.java())).as(family).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("families")
  void pythonOpensWhatJavaSaves(String family) {
    Comparison found = FOUND.get(family);
    assertThat(found.failure()).as(family).isNull();
    assertThat(found.difference(found.python()))
        .as("%s, saved by Java", family)
        .isLessThan(TOLERANCE);
  }
}
