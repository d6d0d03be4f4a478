package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Optimizers up to Keras 2.0.5 have their arrays by the names of the weights. */
class SortedOptimizerTest {
  private static final Path FILES = Path.of("src/library/test/resources/keras/sorted");

  @Test
  void trainsOnAsInKeras() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(FILES.resolve("momentum.json").toFile());
    Array x = Golden.array(expected.get("x"));
    Array y = Golden.array(expected.get("y"));
    try (Model model = Models.load(FILES.resolve("momentum.h5"))) {
      for (JsonNode loss : expected.get("losses")) {
        assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(loss.asDouble(), within(1e-4));
      }
    }
  }
}
