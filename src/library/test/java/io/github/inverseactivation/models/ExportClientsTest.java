package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.datasets.Mnist;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.LayerNormalization;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling1D;
import io.github.inverseactivation.layers.recurrent.Bidirectional;
import io.github.inverseactivation.layers.recurrent.GRU;
import io.github.inverseactivation.layers.recurrent.LSTM;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Other programs that open what is exported; the table in docs/exports.md. Inputs and outputs have
 * the model's own names everywhere.
 */
@NeedsPython("clients")
@Tag("slow")
class ExportClientsTest {
  @TempDir static Path folder;
  private static JsonNode found;

  @BeforeAll
  static void exportAndOpen() throws IOException {
    try (Model digits = Models.load(Path.of("models", "mnist", "model.keras"))) {
      Array images = Mnist.load().test().inputArrays().get(0).rows(0, 64).cast(DType.FLOAT32);
      write("digits", digits, Map.of(digits.network().inputs().get(0).name(), images));
    }
    Tensor zeta = Input.shape(12, 6).name("zeta");
    Tensor alpha = Input.shape(5).name("alpha");
    Tensor attended = new MultiHeadAttention(2, 4).apply(zeta, zeta);
    Tensor steps = new LayerNormalization().apply(attended);
    Tensor amount = new Dense(2).name("amount").apply(new GlobalAveragePooling1D().apply(steps));
    try (Model model =
        Model.of(List.of(zeta, alpha), List.of(amount, new Dense(3).name("a_label").apply(alpha)))
            .seed(4)) {
      write("attention", model, Map.of("zeta", random(3, 12, 6), "alpha", random(3, 5)));
    }
    for (int time : new int[] {9, -1}) {
      Tensor sequence = Input.shape(time, 4).name("steps");
      Tensor both = new Bidirectional(new LSTM(5).returnSequences(true)).apply(sequence);
      Tensor last = new GRU(3).name("last").apply(both);
      try (Model model = Model.of(List.of(sequence), List.of(last)).seed(6)) {
        write(time < 0 ? "anyLength" : "sequence", model, Map.of("steps", random(2, 9, 4)));
      }
    }
    Python.runResourceIn("clients", "savedmodel/clients.py", folder);
    found = new ObjectMapper().readTree(folder.resolve("found.json").toFile());
  }

  private static Array random(long... shape) {
    Random random = new Random(1);
    int size = 1;
    for (long each : shape) {
      size *= Math.toIntExact(each);
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Array.of(values, shape);
  }

  private static void write(String name, Model model, Map<String, Array> inputs)
      throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    inputs.forEach((key, x) -> arrays.put("x:" + key, x));
    model
        .predict(inputs)
        .forEach((key, y) -> arrays.put("y:" + (name.equals("digits") ? "output_0" : key), y));
    Npz.write(folder.resolve(name + ".npz"), arrays);
    model.export(folder.resolve(name));
    model.save(folder.resolve(name + ".keras"));
  }

  @ParameterizedTest
  @CsvSource({
    "TensorFlow Lite, 1e-5",
    "'TensorFlow Lite, int8', 0.05",
    "ONNX, 1e-5",
    "frozen, 1e-5",
    "frozen as in TensorFlow 1, 1e-5",
    "XLA, 1e-5",
    "saved_model_cli, 1e-5",
    "Keras on JAX, 1e-5"
  })
  void givesWhatPredictGives(String client, double tolerance) {
    assertThat(found).hasSize(4);
    found
        .properties()
        .forEach(
            model -> {
              JsonNode result = model.getValue().path(client);
              String failure = result.path("failure").asText();
              assertThat(failure).as(model.getKey()).isEmpty();
              assertThat(result.get("difference").doubleValue())
                  .as(model.getKey())
                  .isLessThan(tolerance);
            });
  }
}
