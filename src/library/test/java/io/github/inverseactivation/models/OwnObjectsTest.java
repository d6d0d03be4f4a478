package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.saving.config.KerasTypes;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects of a Python program's own, of every kind, registered and not, classes and functions, in
 * every place of files of Keras 2 and 3: they predict, evaluate and train as in Python.
 */
class OwnObjectsTest {
  private static final Path FILES = Path.of("src/library/test/resources/keras/custom");
  private static final KerasOptions KNOWN = KerasOptions.standard().types(OwnObjects.types());
  private static final JsonNode CASES = cases();

  @TempDir Path folder;

  static List<String> files() {
    List<String> files = new ArrayList<>();
    CASES.fieldNames().forEachRemaining(files::add);
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void predictEvaluateAndTrainAsInPython(String file) throws IOException {
    try (Model model = Models.load(FILES.resolve(file), KNOWN)) {
      check(model, CASES.get(file));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areReadBackFromWhatIsWritten(String file) throws IOException {
    Path again = folder.resolve("again.keras");
    try (Model model = Models.load(FILES.resolve(file), KNOWN)) {
      model.save(again, KNOWN);
    }
    try (Model model = Models.load(again, KNOWN)) {
      check(model, CASES.get(file));
    }
  }

  @Test
  void aSubclassInPythonIsWrittenAsTheClass() throws IOException {
    Path again = folder.resolve("again.keras");
    try (Model model = Models.load(FILES.resolve("chain-keras3.keras"), KNOWN)) {
      assertThat(model.network().layer("c").layer()).isInstanceOf(Conv1D.class);
      model.save(again, KNOWN);
    }
    String config;
    try (ZipFile zip = new ZipFile(again.toFile())) {
      byte[] json = zip.getInputStream(zip.getEntry("config.json")).readAllBytes();
      config = new String(json, StandardCharsets.UTF_8);
    }
    assertThat(config)
        .contains("\"Conv1D\"")
        .doesNotContain("MyConv1D")
        .doesNotContain("PlainDense");
    assertThat(config).contains("mine>half_relu").contains("mine>Filled").contains("mine>Falling");
  }

  @Test
  @NeedsPython
  void goBackToPython() throws IOException {
    for (String name : List.of("chain", "pair")) {
      try (Model model = Models.load(FILES.resolve(name + "-tf.h5"), KNOWN)) {
        model.save(folder.resolve(name + ".keras"), KNOWN);
      }
    }
    Python.run(
        """
        import json, os, sys
        os.environ["KERAS_BACKEND"] = "tensorflow"
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
        sys.path.insert(0, sys.argv[1])
        import keras, numpy as np
        from own_objects import define
        own = define(keras)
        cases = json.load(open(sys.argv[1] + "/custom.json"))
        array = lambda t: np.reshape(np.float32(t["values"]), t["shape"])
        for name in ["chain", "pair"]:
            case = cases[name + "-tf.h5"]
            model = keras.saving.load_model(
                sys.argv[2] + "/" + name + ".keras",
                custom_objects={"third": own["third"], "error": own["error"]})
            found = model.predict(array(case["x"]), verbose=0)
            for a, b in zip(found if name == "pair" else [found], case["outputs"]):
                np.testing.assert_allclose(a, array(b), rtol=1e-4, atol=1e-5)
            y = [array(t) for t in case["y"]]
            logs = model.evaluate(array(case["x"]), y if len(y) > 1 else y[0], verbose=0, return_dict=True)
            np.testing.assert_allclose(logs["loss"], case["logs"]["loss"], rtol=1e-4)
            for key, value in logs.items():
                if key in case["logs"]:
                    np.testing.assert_allclose(value, case["logs"][key], rtol=1e-4, err_msg=key)
            loss = model.train_on_batch(array(case["x"]), y if len(y) > 1 else y[0], return_dict=True)["loss"]
            loss = model.evaluate(array(case["x"]), y if len(y) > 1 else y[0], verbose=0, return_dict=True)["loss"]
            np.testing.assert_allclose(loss, case["losses"][1], rtol=1e-4)
        """,
        FILES.toAbsolutePath(),
        folder);
  }

  @Test
  @NeedsPython
  void theAdviceOfMessagesWorks() throws IOException {
    Python.runResource("keras/custom/make_code_files.py", folder);
    Array x = Npz.read(folder.resolve("expected.npz")).get("x");
    Path lambda = folder.resolve("lambda.keras");
    refused(lambda, "withLambda(\"scaled\", ...)", "model.export(\"folder\")", "SavedModel.load");
    Path plain = folder.resolve("plain.keras");
    refused(plain, "model.export(\"folder\")", "SavedModel.load", "withModel(\"mine>Plain\")");
    Path nested = folder.resolve("nested.keras");
    refused(nested, "with(\"mine>Plain\", ...)", "withModel(\"mine>Plain\")");
    Path subclassed = folder.resolve("subclassed.keras");
    refused(subclassed, "model.export(\"folder\")", "SavedModel.load");
    Path function = folder.resolve("function.keras");
    refused(function, "withFunction(\"mine>soft\", ...)", "model.export(\"folder\")");
    Path unnamed = folder.resolve("unnamed.keras");
    refused(unnamed, "code in files is never run", "make it a function with a name in Python");
    KerasOptions known =
        KerasOptions.standard()
            .types(
                KerasTypes.standard()
                    .withLambda("scaled", () -> new Rescaling(0.5))
                    .withModel("mine>Plain")
                    .withFunction("mine>soft", Activations.SOFTPLUS));
    Map<String, Array> expected = Npz.read(folder.resolve("expected.npz"));
    for (String name : List.of("lambda", "plain", "nested", "function")) {
      for (String end : List.of(".keras", ".h5")) {
        try (Model model = Models.load(folder.resolve(name + end), known)) {
          close(model.predict(x), expected.get(name));
        }
      }
    }
    for (String name : List.of("lambda", "plain", "nested", "function", "subclassed", "unnamed")) {
      try (SavedModel model = SavedModel.load(folder.resolve(name))) {
        close(model.predict(x), expected.get(name));
      }
    }
  }

  private static void refused(Path file, String... advice) {
    assertThatThrownBy(() -> Models.load(file))
        .isInstanceOf(FormatException.class)
        .message()
        .contains(advice);
  }

  private static void close(Array found, Array expected) {
    assertThat(found.floats()).containsExactly(expected.floats(), within(1e-5f));
  }

  @Test
  void aClassOfAPackageIsNotKerassOfThatName() {
    String json =
        """
        {"module": "keras", "class_name": "Sequential", "registered_name": null, "config": {
         "name": "s", "layers": [
          {"module": "keras.layers", "class_name": "InputLayer", "registered_name": null,
           "config": {"batch_shape": [null, 3], "name": "x"}},
          {"module": "pkg.parts", "class_name": "Dense", "registered_name": "Dense",
           "config": {"name": "d", "units": 2}}]}}
        """;
    assertThatThrownBy(() -> Models.fromJson(json))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the class 'Dense' of pkg.parts is unknown")
        .hasMessageContaining("KerasTypes.standard().with(\"Dense\", ...)");
    KerasTypes types = KerasTypes.standard().with("Dense", OwnObjects.Twice::new);
    try (Model model = Models.fromJson(json, KerasOptions.standard().types(types))) {
      assertThat(model.network().layer("d").layer()).isInstanceOf(OwnObjects.Twice.class);
    }
    String keras = json.replace("pkg.parts", "keras.layers").replace("\"Dense\",\n", "null,\n");
    try (Model model = Models.fromJson(keras, KerasOptions.standard().types(types))) {
      assertThat(model.network().layer("d").layer()).isInstanceOf(Dense.class);
    }
  }

  @Test
  void aLambdaOfWhichOnlyTheNameIsThereCanBeRegistered() {
    String json =
        """
        {"class_name": "Sequential", "keras_version": "2.10.0", "config": [
         {"class_name": "Dense", "config": {"name": "d", "units": 2, "activation": "<lambda>",
          "batch_input_shape": [null, 3]}}]}
        """;
    assertThatThrownBy(() -> Models.fromJson(json))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("it is a lambda of Python, whose code is not in the file")
        .hasMessageContaining("withFunction(\"<lambda>\", ...)")
        .hasMessageContaining("SavedModel.load");
    KerasTypes types = KerasTypes.standard().withFunction("<lambda>", Activations.RELU);
    try (Model model = Models.fromJson(json, KerasOptions.standard().types(types))) {
      Array x = Array.of(new float[] {-5, 3, 2}, 1, 3);
      for (float each : model.predict(x).floats()) {
        assertThat(each).isNotNegative();
      }
    }
  }

  @Test
  void namesThatCannotBeRegisteredAreRefused() {
    KerasTypes types = OwnObjects.types();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> types.with("mine>Filled", OwnObjects.Filled::new))
        .withMessageContaining("'mine>Filled' is registered already, as a Initializer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> types.withFunction("third", Activations.RELU))
        .withMessageContaining("'third' is registered already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> types.withFunction("text", "text"))
        .withMessageContaining("'text' is a java.lang.String, expected one of [Layer, Activation");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> types.withLambda(" ", () -> new Rescaling(1)))
        .withMessageContaining("the name is blank");
  }

  private static void check(Model model, JsonNode expected) {
    Array x = Golden.array(expected.get("x"));
    List<Array> outputs =
        new ArrayList<>(model.predict(Map.of(model.network().inputs().get(0).name(), x)).values());
    List<Array> targets = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Array output = Golden.array(expected.get("outputs").get(i));
      assertThat(outputs.get(i).floats()).containsExactly(output.floats(), within(1e-5f));
      targets.add(Golden.array(expected.get("y").get(i)));
    }
    Map<String, Double> logs = model.evaluate(Dataset.of(List.of(x), targets));
    for (var log : expected.get("logs").properties()) {
      assertThat(logs).containsKey(log.getKey());
      assertThat(logs.get(log.getKey()))
          .as(log.getKey())
          .isCloseTo(log.getValue().asDouble(), within(1e-4));
    }
    for (JsonNode loss : expected.get("losses")) {
      Map<String, Double> step = model.trainOnBatch(new Batch(List.of(x), targets, null));
      assertThat(step.get("loss")).isCloseTo(loss.asDouble(), within(1e-4));
    }
  }

  private static JsonNode cases() {
    try {
      return new ObjectMapper().readTree(FILES.resolve("custom.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
