package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of {@link ComposedFileTest} go from Python through Java to Python and back; Python runs
 * once for all of them.
 */
@NeedsPython
class ComposedPythonTest {
  @TempDir static Path folder;

  private static final Map<String, List<Array>> WEIGHTS = new LinkedHashMap<>();

  @BeforeAll
  static void writeFilesAgainAndOpenThemInPython() throws IOException {
    for (String name : ComposedFileTest.archives()) {
      try (Model model = Models.load(ComposedFileTest.file(name))) {
        model.save(folder.resolve(name));
        WEIGHTS.put(name, model.weights());
      }
    }
    Python.runResource("keras/open_composed.py", folder);
  }

  static List<String> archives() {
    return ComposedFileTest.archives();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void pythonFindsWhatItOnceWrote(String name) throws IOException {
    JsonNode expected = ComposedFileTest.CASES.get(name);
    JsonNode found =
        new ObjectMapper().readTree(folder.resolve(name.replace(".keras", ".json")).toFile());
    assertThat(arrays(found.get("weights"))).isEqualTo(arrays(expected.get("weights")));
    for (int i = 0; i < expected.get("outputs").size(); i++) {
      assertThat(Golden.values(found.get("outputs").get(i)))
          .containsExactly(
              Golden.values(expected.get("outputs").get(i)),
              within(ComposedFileTest.tolerance(expected)));
    }
    for (int i = 0; expected.has("losses") && i < expected.get("losses").size(); i++) {
      double loss = expected.get("losses").get(i).asDouble();
      assertThat(found.get("losses").get(i).asDouble())
          .isCloseTo(
              loss,
              within(loss * Math.max(1e-4, 10 * ComposedFileTest.tolerance(expected)) + 1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void whatPythonWritesOfItIsReadAgain(String name) throws IOException {
    try (Model model = Models.load(folder.resolve(name.replace(".keras", ".python.keras")))) {
      ComposedFileTest.check(model, ComposedFileTest.CASES.get(name));
      assertThat(model.weights()).isEqualTo(WEIGHTS.get(name));
    }
  }

  private static List<Array> arrays(JsonNode tensors) {
    List<Array> arrays = new ArrayList<>();
    tensors.forEach(tensor -> arrays.add(Golden.array(tensor)));
    return arrays;
  }
}
