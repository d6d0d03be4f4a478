package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which masks are left behind a multi-head attention: {@code keras/masks/make_masks.py}. */
class TakenMasksTest {
  private static final Path FOLDER = Path.of("src/library/test/resources/keras/masks");

  @ParameterizedTest
  @CsvSource({
    "keras3,blocks",
    "keras3,nested",
    "keras3,merged",
    "keras2,blocks",
    "keras2,nested",
    "keras2,merged"
  })
  void predictsAsTheVersionThatWroteTheFile(String version, String kind, @TempDir Path folder)
      throws Exception {
    JsonNode expected =
        new ObjectMapper().readTree(FOLDER.resolve(version + ".json").toFile()).get(kind);
    Map<String, Array> inputs = new LinkedHashMap<>();
    inputs.put("ids", ids(expected.get("ids")));
    inputs.put("others", ids(expected.get("others")));
    Path copy = folder.resolve("copy.keras");
    try (Model model = Models.load(FOLDER.resolve(version + "_" + kind + ".keras"))) {
      check(expected, List.copyOf(model.predict(inputs).values()));
      if (version.equals("keras2") && !kind.equals("blocks")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.save(copy))
            .withMessageContaining("lets a step count only where it does in all inputs")
            .withMessageContaining("export the model instead");
        model.export(folder.resolve("export"));
        try (SavedModel export = SavedModel.load(folder.resolve("export"))) {
          check(expected, List.copyOf(export.predict(inputs).values()));
        }
        return;
      }
      model.save(copy);
    }
    try (Model model = Models.load(copy)) {
      check(expected, List.copyOf(model.predict(inputs).values()));
    }
  }

  private static Array ids(JsonNode written) {
    int[] ids = new int[written.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = written.get(i).intValue();
    }
    return Array.of(ids, 3, 5);
  }

  private static void check(JsonNode expected, List<Array> found) {
    assertThat(found).hasSize(expected.get("outputs").size());
    for (int i = 0; i < found.size(); i++) {
      List<Double> values = new ArrayList<>();
      expected.get("outputs").get(i).forEach(value -> values.add(value.asDouble()));
      assertThat(found.get(i).doubles())
          .containsExactly(
              values.stream().mapToDouble(Double::doubleValue).toArray(), within(1e-5));
    }
  }
}
