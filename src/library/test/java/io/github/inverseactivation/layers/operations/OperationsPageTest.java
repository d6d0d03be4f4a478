package io.github.inverseactivation.layers.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page that says of every name of keras.ops whether files with it open. */
class OperationsPageTest {
  private static final Path PAGE = Path.of("docs/keras-ops.md");

  @Test
  void saysOfEveryNameWhatTheTableSays() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `ops.")).toList();
    List<String> expected = names().stream().map(OperationsPageTest::row).toList();
    assertThat(rows).containsExactlyElementsOf(expected);
  }

  @Test
  void whatIsRefusedSaysWhyAndWhatToDo() {
    OperationCall call = new OperationCall("core", "Cond", Map.of(), List.of(), Map.of());
    assertThatThrownBy(() -> Operation.of(call, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the operation Cond of keras.ops.core is not here, because it calls")
        .hasMessageContaining("model.export(folder)");
  }

  private static String row(String line) {
    String[] sides = line.split(" ");
    String state = "no layer";
    if (!sides[1].equals("-")) {
      String[] operation = sides[1].split("\\.");
      state =
          operation[0].equals(Catalogue.module(operation[1]))
              ? "opens"
              : "refused: " + Refusals.reason(operation[1]);
    }
    return "| `ops." + sides[0] + "` | " + state + " |";
  }

  private static List<String> names() throws IOException {
    try (InputStream in =
        OperationsPageTest.class.getResourceAsStream("/golden/operation_names.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
