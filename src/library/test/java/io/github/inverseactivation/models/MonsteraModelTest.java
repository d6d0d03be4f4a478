package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Monstera;
import io.github.inverseactivation.layers.convolutional.MonsteraTest;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monstera in models: files, exports, training in Python. */
class MonsteraModelTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STEPS = 3;

  @TempDir Path folder;

  /** One layer twice, beside a case of the golden file. */
  private static Model model(JsonNode golden) {
    Input x = Input.shape(Golden.batchShape(golden.get("x")).tail().asArray());
    Monstera shared = new Monstera(6, 3).multiplier(2).padding(Padding.SAME);
    Tensor y = new InverseActivation().apply(MonsteraTest.layer(golden).name("leaf").apply(x));
    Tensor once = shared.apply(new Monstera(6, 1).trainable(false).apply(y));
    Tensor twice = new Add().apply(once, shared.apply(once));
    return Model.of(x, new Dense(3).apply(new Flatten().apply(twice))).seed(5);
  }

  @Test
  @NeedsPython
  void pythonOpensItAsLayersOfItsOwnAndTrainsIt() throws IOException {
    for (JsonNode golden : MonsteraTest.cases()) {
      try (Model model = model(golden)) {
        String name = golden.get("name").asText();
        Array x = Golden.array(golden.get("x"));
        Array labels = Array.of(new int[] {0, 2});
        model.compile(new Adam(0.01), SparseCategoricalCrossentropy.fromLogits());
        model.save(folder.resolve(name + ".keras"));
        ObjectNode input = JSON.createObjectNode();
        input.set("x", golden.get("x"));
        input.put("steps", STEPS).set("y", JSON.valueToTree(labels.longs()));
        JSON.writeValue(folder.resolve(name + ".json").toFile(), input);
      }
    }
    Python.runResource("keras/open_models.py", folder);

    for (JsonNode golden : MonsteraTest.cases()) {
      String name = golden.get("name").asText();
      Array x = Golden.array(golden.get("x"));
      Array labels = Array.of(new int[] {0, 2});
      JsonNode found = JSON.readTree(folder.resolve(name + ".outputs.json").toFile());
      try (Model model = model(golden);
          Model read = Models.load(folder.resolve(name + ".keras"));
          Model again = Models.load(folder.resolve(name + ".python.keras"))) {
        assertThat(found.get("layers").toString()).contains("[\"leaf\",\"Sequential\"]");
        assertThat(found.get("parameters").asLong()).isEqualTo(model.summary().parameters());
        Golden.assertClose("Python's", model.predict(x), found.get("outputs"), 1e-5);
        assertThat(read.predict(x)).isEqualTo(model.predict(x));

        model.compile(new Adam(0.01), SparseCategoricalCrossentropy.fromLogits());
        for (int i = 0; i < STEPS; i++) {
          double loss = model.trainOnBatch(x, labels).get("loss");
          assertThat(loss).isCloseTo(found.get("losses").get(i).asDouble(), offset(1e-4));
        }
        Golden.assertClose("trained", again.predict(x), found.get("trained"), 1e-4);
        Golden.assertClose("trained here", model.predict(x), found.get("trained"), 1e-3);
      }
    }
  }

  @Test
  void whatIsReadBackWritesTheSameFileAndCountsTheSame() throws IOException {
    JsonNode golden = MonsteraTest.cases().get(3);
    Path file = folder.resolve("model.keras");
    try (Model model = model(golden)) {
      model.save(file);
      try (Model read = Models.load(file)) {
        assertThat(read.summary().macs()).isEqualTo(model.summary().macs()).isPositive();
        assertThat(read.weights()).isEqualTo(model.weights());
        assertThat(read.summary().trainable())
            .isEqualTo(model.summary().trainable())
            .isLessThan(model.summary().parameters());
      }
    }
  }

  @Test
  void anExportComputesTheSame() throws IOException {
    JsonNode golden = MonsteraTest.cases().get(3);
    Array x = Golden.array(golden.get("x"));
    try (Model model = model(golden)) {
      model.export(folder.resolve("saved"));
      try (SavedModel saved = SavedModel.load(folder.resolve("saved"))) {
        float[] expected = model.predict(x).floats();
        assertThat(saved.predict(x).floats()).containsExactly(expected, offset(1e-5f));
      }
    }
  }
}
