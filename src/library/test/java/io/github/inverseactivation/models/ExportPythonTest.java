package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.datasets.Mnist;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python serves, trains and saves again what Java exported; Java opens that. */
@NeedsPython
class ExportPythonTest {
  @TempDir static Path folder;
  private static JsonNode found;
  private static Array predictions;
  private static Array images;

  @BeforeAll
  static void trainExportAndOpenInPython() throws Exception {
    TrainTest mnist = Mnist.load();
    images = mnist.test().inputArrays().get(0);
    try (Sequential model =
        Sequential.of(
                Input.shape(28, 28, 1).name("pixels"),
                new Rescaling(1 / 255.0),
                new Conv2D(6, 3).useBias(false),
                new BatchNormalization(),
                new InverseActivation(),
                new MaxPooling2D(2),
                new Dropout(0.2),
                new Flatten(),
                new Dense(10).activation(Activations.SOFTMAX))
            .seed(5)) {
      model.compile(new Adam(0.002), new SparseCategoricalCrossentropy());
      model.fit(mnist.train().take(4000), Fit.epochs(1).batchSize(100).verbosity(Verbosity.SILENT));
      predictions = model.predict(images, 1000);
      model.export(folder.resolve("model"));
    }
    Array labels = mnist.test().targetArrays().get(0);
    Npz.write(
        folder.resolve("data.npz"), Map.of("x", images, "y", labels, "predictions", predictions));
    String printed =
        Python.runResource(
            "savedmodel/check_export.py",
            folder.resolve("model"),
            folder.resolve("data.npz"),
            folder);
    List<String> lines = printed.lines().toList();
    found = new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void everyEndpointAgreesOnTenThousandImages() {
    JsonNode differences = found.get("differences");
    assertThat(differences.size()).isEqualTo(5);
    differences
        .properties()
        .forEach(way -> assertThat(way.getValue().asDouble()).as(way.getKey()).isLessThan(1e-5));
  }

  @Test
  void signaturesTellNamesAndShapes() {
    assertThat(found.at("/signatureInputs/pixels").toString())
        .isEqualTo("[\"(None, 28, 28, 1)\",\"float32\"]");
    assertThat(found.at("/signatureOutputs/output_0").asText()).isEqualTo("(None, 10)");
  }

  @Test
  void variablesAreWhatTheyWereInJava() {
    assertThat(found.get("trainable").toString())
        .isEqualTo(
            "{\"conv2d/kernel\":[3,3,1,6],\"batch_normalization/gamma\":[6],"
                + "\"batch_normalization/beta\":[6],\"dense/kernel\":[2028,10],"
                + "\"dense/bias\":[10]}");
    assertThat(found.get("nonTrainable").toString())
        .isEqualTo(
            "{\"batch_normalization/moving_mean\":[6],"
                + "\"batch_normalization/moving_variance\":[6]}");
    assertThat(found.get("layerTrainable").asInt()).isEqualTo(5);
    assertThat(found.get("layerNonTrainable").asInt()).isEqualTo(2);
  }

  @Test
  void fineTuningLowersTheLoss() {
    for (String way : List.of("tapeLosses", "fitLosses")) {
      JsonNode losses = found.get(way);
      assertThat(losses.size()).isEqualTo(10);
      assertThat(losses.get(9).asDouble()).as(way).isLessThan(0.98 * losses.get(0).asDouble());
    }
    assertThat(found.get("moved").asInt()).isEqualTo(5);
  }

  @Test
  void javaOpensWhatPythonSavesAgain() throws Exception {
    Map<String, Array> python = Npz.read(folder.resolve("resaved.npz"));
    Array some = images.rows(0, 100).cast(DType.FLOAT32);
    for (String name : List.of("resaved", "exported")) {
      try (SavedModel model = SavedModel.load(folder.resolve(name))) {
        assertThat(model.predict(some).doubles())
            .as(name)
            .containsExactly(python.get(name).doubles(), within(1e-5));
      }
      assertThat(python.get(name)).isNotEqualTo(predictions.rows(0, 100));
    }
  }

  @Test
  void javaOpensItsOwnExportAndNothingElseIsLeft() throws Exception {
    try (SavedModel model = SavedModel.load(folder.resolve("model"))) {
      assertThat(model.signatures().keySet()).contains("serve", "serving_default");
      assertThat(model.predict(images.rows(0, 50).cast(DType.FLOAT32)).doubles())
          .containsExactly(predictions.rows(0, 50).doubles(), within(1e-5));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("model", "data.npz", "resaved", "exported", "resaved.npz");
    }
  }
}
