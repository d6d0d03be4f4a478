package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.topology.NetworkInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files are read as the version of Keras that wrote them meant them. */
class VersionsTest {
  /** What is refused, with a piece of the reason. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "normalization_by_batch", "mode must be 0",
          "normalization_by_sample", "mode must be 0",
          "merged_sequentials", "begins with a Merge");

  /** What is written as something else than it was read from. */
  private static final Pattern WRITTEN_ANEW = Pattern.compile("hard_sigmoid.*|default.*|cudnn.*");

  @TempDir Path folder;

  static List<VersionFiles.Case> opened() {
    return VersionFiles.all().stream().filter(each -> !isRefused(each)).toList();
  }

  static List<VersionFiles.Case> refused() {
    return VersionFiles.all().stream().filter(VersionsTest::isRefused).toList();
  }

  private static boolean isRefused(VersionFiles.Case file) {
    boolean mean = file.name().equals("train_cosine") && file.toString().startsWith("keras-1.");
    return mean || REFUSED.containsKey(file.name());
  }

  /**
   * Keras before TensorFlow 2 read weights while it changed them: its steps differ from run to run,
   * so that there is nothing to compare with.
   */
  static List<VersionFiles.Case> trained() {
    return opened().stream()
        .filter(each -> each.expected().has("losses"))
        .filter(each -> !each.toString().matches("keras-[12].*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("opened")
  void outputsAreThoseOfTheirVersion(VersionFiles.Case file) throws IOException {
    Path path = folder.resolve("again.keras");
    try (Model model = Models.load(file.in(folder))) {
      check(model, file, "outputs");
      if (!WRITTEN_ANEW.matcher(file.name()).matches()) {
        return;
      }
      model.save(path);
    }
    try (Model again = Models.load(path)) {
      check(again, file, "outputs");
    }
  }

  @ParameterizedTest
  @MethodSource("trained")
  void trainingContinuesAsInTheirVersion(VersionFiles.Case file) throws IOException {
    Batch batch = new Batch(file.arrays("inputs"), file.arrays("targets"), null);
    try (Model model = Models.load(file.in(folder))) {
      for (JsonNode loss : file.expected().get("losses")) {
        double expected = loss.asDouble();
        assertThat(model.trainOnBatch(batch).get("loss"))
            .isCloseTo(expected, within(1e-5 + 2e-5 * Math.abs(expected)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatNoLongerExistsIsNamed(VersionFiles.Case file) {
    Path path = file.in(folder);

    assertThatThrownBy(() -> Models.load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(REFUSED.getOrDefault(file.name(), "cosine_proximity"));
  }

  private static void check(Model model, VersionFiles.Case file, String key) {
    List<Array> given = file.arrays("inputs");
    Map<String, Array> inputs = new LinkedHashMap<>();
    for (NetworkInput input : model.network().inputs()) {
      inputs.put(input.name(), given.get(inputs.size()));
    }
    List<Array> expected = file.arrays(key);
    List<Array> outputs = List.copyOf(model.predict(inputs).values());
    assertThat(outputs).hasSameSizeAs(expected);
    for (int i = 0; i < outputs.size(); i++) {
      double[] wanted = expected.get(i).doubles();
      double scale = Arrays.stream(wanted).map(Math::abs).reduce(1, Math::max);
      assertThat(outputs.get(i).shape()).isEqualTo(expected.get(i).shape());
      assertThat(outputs.get(i).doubles())
          .as("output %d", i)
          .containsExactly(wanted, within(1e-5 * scale));
    }
  }
}
