package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models that come with the library are what their cards say, on the full test sets. */
class ModelCardTest {
  private static final Path MODELS = Path.of("models");

  /** In points: other processors round otherwise, which may move a few images of 10,000. */
  private static final double ACCURACY = 0.03;

  private static final double LOSS = 2e-4;

  /** Every file and folder below models that holds a model. */
  static List<Path> models() throws IOException {
    try (Stream<Path> below = Files.walk(MODELS, 2)) {
      return below
          .filter(path -> path.toString().endsWith(".keras") || path.endsWith("saved_model"))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyFolderHasAModelAndACard() throws IOException {
    try (Stream<Path> folders = Files.list(MODELS)) {
      assertThat(folders)
          .isNotEmpty()
          .allSatisfy(
              folder -> {
                assertThat(folder.resolve("README.md")).exists();
                assertThat(models()).anyMatch(model -> model.getParent().equals(folder));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void isWhatItsCardSays(Path model) throws IOException {
    String card = Files.readString(model.resolveSibling("README.md"));
    CommandLineRun run = CommandLineRun.of("evaluate", model, "--dataset", dataset(card), "--json");
    JsonNode summary = CommandLineRun.of("summary", model, "--json").json();

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("samples").intValue()).isEqualTo(10_000);
    check(card, run.json());
    assertThat(summary.get("parameters").doubleValue()).isEqualTo(number(card, "Parameters"));
    assertThat(summary.get("macs").doubleValue()).isEqualTo(number(card, "Multiply-accumulates"));
  }

  /** Where the same weights are there in both formats. */
  @Test
  void aFolderThatHasBothFormatsIsEvaluatedInBoth() throws IOException {
    List<Path> both =
        models().stream()
            .filter(model -> model.endsWith("model.keras"))
            .filter(model -> Files.exists(model.resolveSibling("saved_model")))
            .toList();
    assertThat(both).isNotEmpty();
    for (Path file : both) {
      assertThat(models()).contains(file.resolveSibling("saved_model"));
      String dataset = dataset(Files.readString(file.resolveSibling("README.md")));
      JsonNode layers = evaluated(file, dataset);
      JsonNode operations = evaluated(file.resolveSibling("saved_model"), dataset);
      assertThat(operations.get("loss").doubleValue())
          .isCloseTo(layers.get("loss").doubleValue(), within(1e-5));
      assertThat(operations.get("accuracy").doubleValue())
          .isCloseTo(layers.get("accuracy").doubleValue(), within(1e-4));
    }
  }

  private static JsonNode evaluated(Path model, String dataset) {
    CommandLineRun run = CommandLineRun.of("evaluate", model, "--dataset", dataset, "--json");
    assertThat(run.status()).as(run.err()).isZero();
    return run.json();
  }

  @Test
  @NeedsPython
  void pythonFindsTheSame(@TempDir Path folder) throws IOException {
    for (Path model : models()) {
      String card = Files.readString(model.resolveSibling("README.md"));
      Path data = folder.resolve(dataset(card) + ".npz");
      if (Files.notExists(data)) {
        TestPart.write(dataset(card), data);
      }
      String printed = Python.runResource("keras/evaluate_model.py", model.toAbsolutePath(), data);
      assertThat(printed).as(model.toString()).contains("{");
      check(card, new ObjectMapper().readTree(printed.substring(printed.indexOf('{'))));
    }
  }

  private static void check(String card, JsonNode found) {
    assertThat(found.get("accuracy").doubleValue() * 100)
        .isCloseTo(number(card, "Test accuracy"), within(ACCURACY))
        .isGreaterThan(90);
    assertThat(found.get("loss").doubleValue()).isCloseTo(number(card, "Test loss"), within(LOSS));
  }

  private static String dataset(String card) {
    Matcher command = Pattern.compile("--dataset ([a-z-]+)").matcher(card);
    assertThat(command.find()).as("the command that made the model").isTrue();
    return command.group(1);
  }

  /** The first number in the row of the card's table that begins with a name. */
  private static double number(String card, String name) {
    Matcher row = Pattern.compile("\\| " + name + " \\| ([0-9.,]+)").matcher(card);
    assertThat(row.find()).as(name).isTrue();
    return Double.parseDouble(row.group(1).replace(",", ""));
  }
}
