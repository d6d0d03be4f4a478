package io.github.inverseactivation.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.core.Masking;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden layer in a model of its own: Java writes it, Python opens it, computes with it and
 * writes it again, and Java opens that. Python runs once for all of them.
 */
@Tag("slow")
@NeedsPython
class LayerPythonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-5;

  /** Steps of a cell, which Keras takes in an RNN only. */
  private static final Set<String> CELLS =
      Set.of("SimpleRNNCell", "LSTMCell", "GRUCell", "StackedRNNCells");

  /**
   * Where Python computes channels_first on a CPU without an error, but other numbers than for the
   * same layer and channels_last; here, what is compared with is the latter.
   */
  private static final Set<String> OTHER_NUMBERS_ON_A_CPU =
      Set.of(
          "conv1d_first_same",
          "conv2d_first",
          "conv3d_first",
          "depthwise_first",
          "depthwise_first_dilation",
          "depthwise1d_first",
          "separable_first_strides_same");

  /** What Python leaves as it is at inference, in spite of the output shape that it gives. */
  private static final Set<String> LEFT_AS_IT_IS =
      Set.of("crop_middle", "crop_small", "crop_smaller");

  /** What Python leaves as it is at inference, though its documentation says otherwise. */
  private static final String ACTIVE_HERE_ONLY = "Equalization";

  @TempDir static Path folder;

  private static final Map<String, Trip> TRIPS = new LinkedHashMap<>();
  private static JsonNode found;

  /** What Java made of a case, or why it could not. */
  private record Trip(
      GoldenLayer golden, Map<String, Array> inputs, List<Array> outputs, Throwable failure) {

    /** Whether Keras's numbers are in the golden case: for the same inputs, in inference. */
    boolean computedByKeras() {
      return !golden.training() && golden.masks().stream().allMatch(mask -> mask == null);
    }
  }

  /** The cases by names for their files; two families may have cases of one name. */
  static List<String> names() {
    if (TRIPS.isEmpty()) {
      for (GoldenLayer golden : GoldenLayer.all()) {
        if (!standsInAModel(golden)) {
          continue;
        }
        String name = String.format("%03d_%s", TRIPS.size(), golden.name());
        TRIPS.put(name, new Trip(golden, null, null, null));
      }
    }
    return List.copyOf(TRIPS.keySet());
  }

  /** Not cells, nor masks of anything but steps, which no layer of Keras puts out. */
  static boolean standsInAModel(GoldenLayer golden) {
    for (int i = 0; i < golden.masks().size(); i++) {
      Array mask = golden.masks().get(i);
      long[] shape = golden.x().get(i).shape();
      if (mask != null && !Arrays.equals(mask.shape(), Arrays.copyOf(shape, shape.length - 1))) {
        return false;
      }
    }
    return !CELLS.contains(golden.config().get("class_name").asText());
  }

  @BeforeAll
  static void throughPython() throws IOException {
    ArrayNode cases = JSON.createArrayNode();
    for (String name : names()) {
      GoldenLayer golden = TRIPS.get(name).golden();
      try {
        TRIPS.put(name, write(name, golden));
        ObjectNode written = cases.addObject();
        written.put("name", name);
        written.put("needs_class", needsClass(golden));
        written.set("config", golden.config());
      } catch (RuntimeException | IOException e) {
        TRIPS.put(name, new Trip(golden, null, null, e));
      }
    }
    JSON.writeValue(folder.resolve("cases.json").toFile(), cases);
    Python.runResource("keras/open_layers.py", folder);
    found = JSON.readTree(folder.resolve("found.json").toFile());
  }

  /**
   * InverseActivation with weights of its own is no model of Keras's layers, nor is RandomAffine.
   */
  private static boolean needsClass(GoldenLayer golden) {
    JsonNode config = golden.config().get("config");
    return golden.config().get("class_name").asText().equals("RandomAffine")
        || isInverseActivation(golden)
            && (config.path("use_scale").asBoolean() || config.path("use_bias").asBoolean());
  }

  private static boolean isInverseActivation(GoldenLayer golden) {
    return golden.config().get("class_name").asText().equals("InverseActivation");
  }

  private static Trip write(String name, GoldenLayer golden) throws IOException {
    Map<String, Array> inputs = new LinkedHashMap<>();
    List<Tensor> sources = new ArrayList<>();
    List<Tensor> arguments = new ArrayList<>();
    for (int i = 0; i < golden.x().size(); i++) {
      Array x = golden.x().get(i);
      Input input = Input.shape(golden.inputShapes().get(i).tail().asArray()).name("x" + i);
      Array mask = i < golden.masks().size() ? golden.masks().get(i) : null;
      sources.add(input);
      arguments.add(mask == null ? input : new Masking().apply(input));
      inputs.put("x" + i, mask == null ? x : zerosWhereMasked(x, mask));
    }
    List<Tensor> outputs = golden.layer().applyAll(arguments);
    try (Model model = Model.of(sources, outputs)) {
      model.weights(List.copyOf(golden.weights().values()));
      model.save(file(name));
      Npz.write(folder.resolve(name + ".npz"), inputs);
      return new Trip(golden, inputs, predict(model, inputs), null);
    }
  }

  /** What Keras's Masking makes the mask of. */
  static Array zerosWhereMasked(Array x, Array mask) {
    float[] values = x.floats();
    float[] counts = mask.floats();
    int size = values.length / counts.length;
    for (int i = 0; i < values.length; i++) {
      values[i] *= counts[i / size];
    }
    return Array.of(values, x.shape());
  }

  private static List<Array> predict(Model model, Map<String, Array> inputs) {
    return List.copyOf(model.predict(inputs).values());
  }

  private static Path file(String name) {
    return folder.resolve(name + ".keras");
  }

  @ParameterizedTest
  @MethodSource("names")
  void pythonComputesTheSame(String name) throws IOException {
    Trip trip = trip(name);
    Map<String, Array> python = Npz.read(folder.resolve(name + ".outputs.npz"));
    assertThat(python).hasSameSizeAs(trip.outputs());
    for (int i = 0; i < trip.outputs().size(); i++) {
      Array output = python.get("y" + i);
      if (trip.computedByKeras()) {
        assertClose("Keras's y" + i, trip.outputs().get(i), trip.golden().y().get(i));
      }
      if (!OTHER_NUMBERS_ON_A_CPU.contains(trip.golden().name())
          && !LEFT_AS_IT_IS.contains(trip.golden().name())
          && !trip.golden().config().get("class_name").asText().equals(ACTIVE_HERE_ONLY)) {
        assertClose("y" + i, trip.outputs().get(i), output);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void pythonReadsTheConfigurationItOnceWrote(String name) {
    trip(name);
    JsonNode configs = found.get(name);
    if (configs.has("expected")) {
      assertThat(configs.get("config")).isEqualTo(configs.get("expected"));
    }
    assertThat(configs.has("expected")).isEqualTo(!isInverseActivation(TRIPS.get(name).golden()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatPythonWritesComesBack(String name) throws IOException {
    Trip trip = trip(name);
    Path again = folder.resolve(name + ".again.keras");
    try (Model model = Models.load(folder.resolve(name + ".python.keras"))) {
      assertThat(model.weights()).isEqualTo(List.copyOf(trip.golden().weights().values()));
      assertThat(predict(model, trip.inputs())).isEqualTo(trip.outputs());
      model.save(again);
    }
    assertThat(config(again)).isEqualTo(config(file(name)));
  }

  private static Trip trip(String name) {
    Trip trip = TRIPS.get(name);
    assertThat(trip.failure()).isNull();
    assertThat(found.path(name).path("failure").asText()).isEmpty();
    return trip;
  }

  private static JsonNode config(Path archive) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(archive)) {
      return JSON.readTree(Files.readString(files.getPath("config.json")));
    }
  }

  private static void assertClose(String what, Array actual, Array expected) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    double[] values = expected.doubles();
    double scale = 1;
    for (double each : values) {
      scale = Math.max(scale, Math.abs(each));
    }
    assertThat(actual.doubles()).as(what).containsExactly(values, offset(TOLERANCE * scale));
  }
}
