package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.MeanAbsoluteError;
import io.github.inverseactivation.metrics.MeanSquaredError;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models with branches, shared layers, several inputs and outputs follow Keras. */
class FunctionalParityTest {
  private static final JsonNode KERAS = Golden.read("functional.json");
  private static final int BATCH = 16;
  private static final Array RIGHT = Golden.array(KERAS.get("right"));
  private static final Array LEFT = Golden.array(KERAS.get("left"));
  private static final Array SLANT = Golden.array(KERAS.get("slant"));
  private static final Array DIGITS = Array.of(Golden.ints(KERAS.get("digits")));

  static List<String> orders() {
    List<String> names = new ArrayList<>();
    KERAS.get("orders").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("orders")
  void layersAndWeightsHaveTheNamesAndTheOrderOfKeras(String name) {
    JsonNode expected = KERAS.get("orders").get(name);
    try (Model model = FunctionalModels.make(name)) {
      var network = model.network();
      assertThat(network.layers().stream().map(PlacedLayer::name).toList())
          .isEqualTo(texts(expected.get("layers")));
      assertThat(network.inputs().stream().map(NetworkInput::name).toList())
          .isEqualTo(texts(expected.get("inputs")));
      assertThat(network.outputNames()).isEqualTo(texts(expected.get("outputs")));
      assertThat(network.weights().stream().map(Weight::path).toList())
          .isEqualTo(texts(expected.get("weights")));
      for (int i = 0; i < network.weights().size(); i++) {
        List<Long> shape = new ArrayList<>();
        expected.get("shapes").get(i).forEach(size -> shape.add(size.asLong()));
        assertThat(network.weights().get(i).spec().shape().asArray())
            .containsExactly(shape.toArray(Long[]::new));
      }
    }
  }

  @Test
  void predictsWhatKerasPredicts() {
    try (Model model = compiled()) {
      Map<String, Array> outputs =
          model.predict(Map.of("left", LEFT.rows(0, 5), "right", RIGHT.rows(0, 5)), 2);
      assertThat(outputs.keySet()).containsExactly("digit", "slant");
      Golden.assertClose("digit", outputs.get("digit"), KERAS.get("predictions").get(0), 1e-5);
      Golden.assertClose("slant", outputs.get("slant"), KERAS.get("predictions").get(1), 1e-5);
    }
  }

  @Test
  void tenStepsFollowKeras() {
    try (Model model = compiled()) {
      JsonNode losses = KERAS.get("losses");
      for (int step = 0; step < losses.size(); step++) {
        int[] rows = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
          rows[i] = (step * BATCH + i) % DIGITS.rows();
        }
        Batch batch =
            new Batch(
                List.of(RIGHT.gather(rows), LEFT.gather(rows)),
                List.of(DIGITS.gather(rows), SLANT.gather(rows)),
                null);
        double keras = losses.get(step).asDouble();
        assertThat(model.trainOnBatch(batch).get("loss"))
            .as("loss of step " + step)
            .isCloseTo(keras, within(1e-4 * keras));
      }
      List<Array> weights = model.weights();
      for (int i = 0; i < weights.size(); i++) {
        String path = model.network().weights().get(i).path();
        Golden.assertClose(path, weights.get(i), KERAS.get("trained").get(i), 1e-3);
      }
    }
  }

  @Test
  void fitReportsWhatKerasReports() {
    ArrayDataset data = Dataset.of(List.of(RIGHT, LEFT), List.of(DIGITS, SLANT));
    Fit fit =
        Fit.epochs(2)
            .batchSize(10)
            .shuffle(false)
            .validation(data.take(9))
            .verbosity(Verbosity.SILENT);
    try (Model model = compiled()) {
      History history =
          model.fit(data.sampleWeights(Golden.array(KERAS.get("sampleWeights"))), fit);
      List<String> keys = new ArrayList<>();
      KERAS.get("history").fieldNames().forEachRemaining(keys::add);
      assertThat(history.keys()).containsExactlyInAnyOrderElementsOf(keys);
      for (String key : keys) {
        for (int epoch = 0; epoch < 2; epoch++) {
          double keras = KERAS.get("history").get(key).get(epoch).asDouble();
          assertThat(history.get(key).get(epoch))
              .as(key + " of epoch " + epoch)
              .isCloseTo(keras, within(2e-4 * keras));
        }
      }
      model
          .evaluate(data, 8)
          .forEach(
              (key, value) -> {
                double keras = KERAS.get("evaluate").get(key).asDouble();
                assertThat(value).as(key).isCloseTo(keras, within(2e-4 * keras));
              });
    }
  }

  private static Model compiled() {
    Model model = FunctionalModels.twoBranches();
    model.compile(
        Compile.with(new Adam(0.01))
            .loss("digit", new SparseCategoricalCrossentropy(), 0.7)
            .loss("slant", new io.github.inverseactivation.losses.MeanSquaredError(), 2)
            .metrics(
                "digit",
                new SparseCategoricalAccuracy(),
                new io.github.inverseactivation.metrics.SparseCategoricalCrossentropy())
            .metrics("slant", new MeanAbsoluteError())
            .weightedMetrics("slant", new MeanAbsoluteError(), new MeanSquaredError()));
    List<Array> start = new ArrayList<>();
    KERAS.get("weights").forEach(weight -> start.add(Golden.array(weight)));
    model.weights(start);
    return model;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
