package io.github.inverseactivation.optimizers.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The class in {@code scripts/inverse_activation.py} follows PyTorch's rule as the Java one does.
 */
@NeedsPython
class OneCyclePythonTest {
  private static final String RATES =
      """
      import json, os, pathlib, re, sys
      os.environ["KERAS_BACKEND"] = "tensorflow"
      os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
      sys.path.insert(0, "scripts")
      import tensorflow as tf
      import inverse_activation
      found = []
      for case in json.loads(pathlib.Path("src/library/test/resources/golden/schedules.json").read_text())["schedules"]:
          if case["schedule"] == "OneCycle":
              options = {re.sub("([A-Z])", r"_\\1", k).lower(): v for k, v in case["options"].items()}
              made = inverse_activation.OneCycle(**options)
              again = tf.function(inverse_activation.OneCycle.from_config(made.get_config()))
              steps = case["steps"] + [10 * case["options"]["totalSteps"]]
              found.append([float(again(tf.constant(s, tf.int64))) for s in steps])
      pathlib.Path(sys.argv[1]).write_text(json.dumps(found))
      """;

  @TempDir Path folder;

  @Test
  void pythonComputesTheSameRates() throws IOException {
    Path file = folder.resolve("rates.json");
    Python.run(RATES, file);
    JsonNode found = new ObjectMapper().readTree(Files.readString(file));
    int next = 0;
    for (JsonNode node : Golden.read("schedules.json").get("schedules")) {
      if (node.get("schedule").asText().equals("OneCycle")) {
        JsonNode expected = node.get("rates");
        JsonNode rates = found.get(next++);
        for (int i = 0; i < rates.size(); i++) {
          double rate = expected.get(Math.min(i, expected.size() - 1)).asDouble();
          assertThat(rates.get(i).asDouble()).as("step " + i).isCloseTo(rate, within(1e-7));
        }
      }
    }
    assertThat(next).isEqualTo(found.size()).isPositive();
  }
}
