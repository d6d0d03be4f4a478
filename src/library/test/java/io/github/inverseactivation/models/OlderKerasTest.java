package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.activations.LeakyRelu;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Identity;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.normalization.RMSNormalization;
import io.github.inverseactivation.layers.preprocessing.Resizing;
import io.github.inverseactivation.layers.recurrent.LSTM;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.optimizers.Muon;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import io.github.inverseactivation.topology.Structure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files for older versions of Keras 3. {@code keras/versions/make_notation.py} has written how
 * these note the same models.
 */
class OlderKerasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static KerasOptions version(String version) {
    return KerasOptions.standard().version(KerasVersion.of(version));
  }

  private static Model model(String name) {
    Input x = Input.shape(4, 3).name("x");
    Tensor lstm = new LSTM(2).name("lstm").apply(x);
    Tensor y = new Dense(1).name("y").apply(lstm);
    Tensor z = new Dense(2).name("z").apply(lstm);
    return switch (name) {
      case "single" -> Model.of(x, y);
      case "several" -> Model.of(List.of(x), List.of(y, z));
      case "named" -> Model.of(Map.of("x", x), Map.of("first", y, "second", z));
      default -> {
        Input again = Input.shape(4, 3).name("again");
        yield Model.of(again, Model.of(x, y).asLayer().name("inner").apply(again));
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "3.0.5, single",
    "3.0.5, several",
    "3.0.5, named", // its own nested models it cannot read
    "3.3.3, single",
    "3.3.3, several",
    "3.3.3, named",
    "3.3.3, nested"
  })
  void notationIsThatOfItsTime(String version, String name) throws IOException {
    JsonNode expected;
    try (InputStream in = getClass().getResourceAsStream("/keras/versions/notation.json")) {
      expected = JSON.readTree(in).get(version).get(name);
    }
    Path file = folder.resolve("model.keras");
    try (Model model = model(name)) {
      model.save(file, version(version));
    }

    JsonNode config = entry(file, "config.json").get("config");
    assertThat(config.get("input_layers")).isEqualTo(expected.get("input_layers"));
    assertThat(config.get("output_layers")).isEqualTo(expected.get("output_layers"));
    assertThat(config.findValue("recurrent_initializer").get("class_name"))
        .isEqualTo(expected.get("initializer"));
    assertThat(entry(file, "metadata.json").get("keras_version").asText())
        .startsWith(KerasVersion.of(version) + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0", "3.2", "3.3", "3.4", "3.6", "3.8", "3.12", "3.15"})
  void filesForEachVersionComeBack(String version) throws IOException {
    Path file = folder.resolve("model.keras");
    Array x = Array.of(new float[] {0.5f, -1, 2, 0.25f, 1, -0.5f}, 2, 3);
    Input input = Input.shape(3);
    Tensor y = new InverseActivation().apply(new Dense(4).apply(input));
    try (Model model = Model.of(input, y)) {
      model.compile(new Adam(), new MeanSquaredError());
      Array target = model.predict(x);
      model.trainOnBatch(x, Array.of(new float[target.size()], target.shape()));
      model.save(file, version(version));
      try (Model again = Models.load(file)) {
        assertThat(again.predict(x)).isEqualTo(model.predict(x));
        assertThat(again.trainOnBatch(x, target)).isEqualTo(model.trainOnBatch(x, target));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3.0, Model", "3.3, Model", "3.4, Sequential", "3.15, Sequential"})
  void modelsInASequentialMakeItAFunctionalModel(String version, String className)
      throws IOException {
    Path file = folder.resolve("model.keras");
    Array x = Array.of(new float[] {0.5f, -1, 2, 0.25f, 1, -0.5f}, 2, 3);
    try (Model model =
        Sequential.of(Input.shape(3), new Dense(4), new InverseActivation(), new Dense(2))) {
      model.save(file, version(version));
      assertThat(entry(file, "config.json").get("class_name").asText()).isEqualTo(className);
      try (Model again = Models.load(file)) {
        assertThat(again.weights()).isEqualTo(model.weights());
        assertThat(again.predict(x)).isEqualTo(model.predict(x));
      }
    }
  }

  @Test
  void theNewestVersionIsTheDefault() throws IOException {
    Path usual = folder.resolve("usual.keras");
    Path newest = folder.resolve("newest.keras");
    try (Model model = model("single")) {
      model.save(usual);
      model.save(newest, version("3.15"));
    }

    assertThat(newest).hasSameBinaryContentAs(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.15", "3.16", "4.0", "1.2"})
  void otherVersionsAreRefused(String version) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> version(version))
        .withMessageContaining("Keras 3.0 to 3.15, not for " + KerasVersion.of(version));
  }

  @Test
  void whatAVersionDoesNotHaveIsRefusedByName() {
    refuses("3.8", new RMSNormalization(), "no RMSNormalization 'rms_normalization'", "3.10");
    refuses("3.8", new Resizing(2, 2).antialias(true), "with antialias true", "3.10");
    refuses("3.6", new Dense(2).activation(Activations.CELU), "with activation celu", "3.8");
    refuses("3.8", new Dense(2).activation(new LeakyRelu(0.1)), "the layer LeakyReLU for", "3.10");
  }

  private void refuses(String version, Layer layer, String what, String first) {
    Input x = Input.shape(4, 4, 1);
    try (Model model = Model.of(x, layer.apply(x))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.save(folder.resolve("refused.keras"), version(version)))
          .withMessageContaining("Keras " + version + " has no ")
          .withMessageContaining(what)
          .withMessageContaining("known to Keras " + first + " and later");
      assertThat(folder.resolve("refused.keras")).doesNotExist();
    }
  }

  @Test
  void trainingThatAVersionDoesNotHaveIsRefused() throws IOException {
    Path file = folder.resolve("compiled.keras");
    try (Model model = model("single")) {
      model.compile(new Muon(), new MeanSquaredError());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.save(file, version("3.8")))
          .withMessageContaining("no Muon");
      model.save(file, version("3.8").training(false));
      model.compile(new Adam(), new SparseCategoricalCrossentropy().ignoreClass(0));
      model.save(file, version("3.3")); // the loss has always had it, the metric has not
    }
  }

  @Test
  void masksThatAVersionTreatsOtherwiseAreRefused() throws IOException {
    Input x = Input.shape(4);
    Tensor words = new Embedding(5, 6).maskZero(true).apply(x);
    Tensor attended = new MultiHeadAttention(1, 2).apply(words, words);
    Input y = Input.shape(4);
    Tensor others = new Embedding(5, 6).maskZero(true).apply(y);
    Tensor same = new Add().apply(words, new Dense(6).apply(words));
    Tensor summed = new Add().apply(words, others);
    try (Model attention = Model.of(x, attended);
        Model residual = Model.of(x, same);
        Model sum = Model.of(List.of(x, y), List.of(summed))) {
      residual.save(folder.resolve("r.keras"), version("3.3")); // one mask: nothing to merge
      assertThatIllegalArgumentException()
          .isThrownBy(() -> attention.save(folder.resolve("a.keras"), version("3.6")))
          .withMessageContaining("save for 3.8 or later");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sum.save(folder.resolve("a.keras"), version("3.3")))
          .withMessageContaining("save for 3.4 or later");
    }
  }

  @Test
  void callsThatVersionsCountDifferentlyAreRefused() throws IOException {
    Path file = folder.resolve("twice.keras");
    Array x = Array.of(new float[] {0.5f, -1, 2, 0.25f, 1, -0.5f}, 2, 3);
    Input inner = Input.shape(3);
    Layer part = Model.of(inner, new Dense(3).apply(inner)).asLayer().name("part");
    Input input = Input.shape(3);
    Tensor twice = part.apply(part.apply(input));
    try (Model model = Model.of(input, twice);
        Model ended = Model.of(input, new Identity().apply(twice))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.save(file, version("3.2")))
          .withMessageContaining("which call of 'part' is an output");
      for (String version : List.of("3.2", "3.3")) {
        Model saved = version.equals("3.2") ? ended : model;
        saved.save(file, version(version));
        try (Model again = Models.load(file)) {
          assertThat(again.predict(x)).isEqualTo(saved.predict(x));
        }
      }
    }
  }

  @Test
  void deepStructuresAreRefused() {
    Input x = Input.shape(3);
    Tensor y = new Dense(2).apply(x);
    Structure<Tensor> deep =
        Structure.named(Map.of("all", Structure.list(List.of(Structure.one(y), Structure.one(x)))));
    try (Model model = Model.of(Structure.one(x), deep)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.save(folder.resolve("deep.keras"), version("3.3")))
          .withMessageContaining("nested more than once");
    }
  }

  @NeedsPython
  @Test
  void weightsHaveTheGroupThatOldVersionsOpen() throws IOException {
    for (String name : List.of("single", "nested")) {
      try (Model model = model(name)) {
        model.compile(new Adam(), new MeanSquaredError());
        model.save(folder.resolve(name + ".keras"), version("3.3"));
      }
    }
    String script =
        """
        import glob, io, sys, zipfile
        import h5py
        for path in sorted(glob.glob(sys.argv[1] + "/*.keras")):
            with zipfile.ZipFile(path) as archive:
                with h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as file:
                    names = []
                    file.visit(names.append)
                    sizes = [file[n].size for n in names if isinstance(file[n], h5py.Dataset)]
                    print(len(file["vars"]), len(sizes) > 0)
        """;
    assertThat(Python.run(script, folder).lines()).containsExactly("0 True", "0 True");
  }

  private static JsonNode entry(Path file, String name) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(file)) {
      byte[] bytes = Files.readAllBytes(files.getPath(name));
      return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
