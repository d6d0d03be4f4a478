package io.github.inverseactivation.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/**
 * A model of each layer, exported, converted to TensorFlow Lite without TensorFlow's own operations
 * and run by LiteRT: the numbers are those of {@code predict}.
 */
@NeedsPython("clients")
@Tag("slow")
class LiteLayersTest {
  /** Layers of one step, which stand in others. */
  private static final Set<String> CELLS =
      Set.of("GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells");

  /** What TensorFlow Lite has no operation for: see docs/exports.md. */
  private static final Map<String, String> NOT_THERE = Map.of("Equalization", "DenseBincount");

  @TempDir static Path folder;
  private static JsonNode found;

  /** The first case of each class that a model can be made of. */
  static Set<String> classes() {
    Set<String> classes = new LinkedHashSet<>();
    cases().keySet().forEach(classes::add);
    return classes;
  }

  private static Map<String, GoldenLayer> cases() {
    Map<String, GoldenLayer> cases = new LinkedHashMap<>();
    for (GoldenLayer golden : GoldenLayer.all()) {
      String name = golden.config().get("class_name").asText();
      boolean masked = golden.masks().stream().anyMatch(mask -> mask != null);
      if (!CELLS.contains(name) && !masked) {
        cases.putIfAbsent(name, golden);
      }
    }
    return cases;
  }

  @BeforeAll
  static void exportAndConvert() throws IOException {
    for (Map.Entry<String, GoldenLayer> each : cases().entrySet()) {
      export(each.getKey(), each.getValue());
    }
    Python.runResourceIn("clients", "savedmodel/lite_layers.py", folder);
    found = new ObjectMapper().readTree(folder.resolve("found.json").toFile());
  }

  private static void export(String name, GoldenLayer golden) throws IOException {
    List<Tensor> sources = new ArrayList<>();
    Map<String, Array> inputs = new LinkedHashMap<>();
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (int i = 0; i < golden.x().size(); i++) {
      Shape input = golden.inputShapes().get(i).tail();
      sources.add(Input.shape(input.asArray()).name("x" + i));
      inputs.put("x" + i, golden.x().get(i).cast(DType.FLOAT32));
    }
    try (Model model = Model.of(sources, golden.layer().name("y").applyAll(sources))) {
      model.weights(List.copyOf(golden.weights().values()));
      model.export(folder.resolve(name));
      inputs.forEach((key, x) -> arrays.put("x:" + key, x));
      model.predict(inputs).forEach((key, y) -> arrays.put("y:" + key, y));
    }
    Npz.write(folder.resolve(name + ".npz"), arrays);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void liteRtComputesWhatPredictDoes(String name) {
    JsonNode result = found.get(name);
    if (NOT_THERE.containsKey(name)) {
      assertThat(result.path("failure").asText()).contains(NOT_THERE.get(name));
    } else {
      assertThat(result.path("failure").asText()).isEmpty();
      assertThat(result.get("difference").doubleValue()).isLessThan(1e-5);
    }
  }
}
