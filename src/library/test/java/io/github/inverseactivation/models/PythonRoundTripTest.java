package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files from Python that Java read and wrote again are the same models to Python: layers' options,
 * weights, outputs, and how and how far they are trained. Python runs once for all of them.
 */
@NeedsPython
class PythonRoundTripTest {
  @TempDir static Path folder;
  private static JsonNode differences;

  /** Not those in half and double precision, which Java makes single. */
  static List<String> files() {
    return KerasFileTest.files().stream()
        .filter(name -> name.endsWith(".keras"))
        .filter(name -> !name.startsWith("original") && !name.startsWith("float"))
        .toList();
  }

  @BeforeAll
  static void writeAgain() throws IOException {
    for (String name : files()) {
      try (Model model = Models.load(KerasFileTest.file(name))) {
        model.save(folder.resolve(name));
      }
    }
    String printed = Python.runResource("keras/compare_files.py", folder);
    String[] lines = printed.strip().split("\n");
    differences = new ObjectMapper().readTree(lines[lines.length - 1]);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isTheSameModelToPython(String name) {
    assertThat(differences.get(name)).isNotNull().isEmpty();
  }
}
