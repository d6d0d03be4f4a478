package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.layers.Phase;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import io.github.inverseactivation.topology.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls with a phase of their own: {@code training=} in Python. */
class PhaseTest {
  private static final Array ONES = ones(2, 500);

  @TempDir Path folder;

  private static Array ones(int rows, int columns) {
    float[] values = new float[rows * columns];
    Arrays.fill(values, 1);
    return Array.of(values, rows, columns);
  }

  /** A dropout that always drops, one that never does, and one that does in training. */
  private static Model dropouts() {
    Tensor x = Input.shape(500).name("x");
    Dropout always = new Dropout(0.5).name("always");
    Dropout never = new Dropout(0.5).name("never");
    return Model.of(
        List.of(x),
        List.of(
            always.training(true).apply(x),
            never.training(false).apply(x),
            new Dropout(0.5).name("usual").apply(x)));
  }

  private static void checkDropouts(Map<String, Array> once, Map<String, Array> again) {
    List<String> names = List.copyOf(once.keySet());
    for (Array drawn : List.of(once.get(names.get(0)), again.get(names.get(0)))) {
      double sum = Arrays.stream(drawn.doubles()).sum();
      assertThat(drawn.doubles()).containsOnly(0, 2);
      assertThat(sum).isCloseTo(1000, within(150.0)); // five standard deviations
    }
    assertThat(once.get(names.get(0))).isNotEqualTo(again.get(names.get(0)));
    assertThat(once.get(names.get(1))).isEqualTo(ONES);
    assertThat(once.get(names.get(2))).isEqualTo(ONES);
  }

  @Test
  void dropoutInTrainingDropsWhenTheModelPredicts() throws IOException {
    Map<String, Array> x = Map.of("x", ONES);
    Map<String, Array> first;
    try (Model model = dropouts().seed(3)) {
      first = model.predict(x);
      checkDropouts(first, model.predict(x));
      model.save(folder.resolve("phases.keras"));
      model.export(folder.resolve("phases"));
    }
    try (Model same = dropouts().seed(3)) {
      assertThat(same.predict(x)).isEqualTo(first);
    }
    try (Model read = Models.load(folder.resolve("phases.keras"))) {
      checkDropouts(read.predict(x), read.predict(x));
      assertThat(read.network().nodes().stream().map(Node::phase))
          .containsExactlyInAnyOrder(Phase.TRAINING, Phase.INFERENCE, Phase.OF_MODEL);
    }
    try (SavedModel saved = SavedModel.load(folder.resolve("phases"))) {
      checkDropouts(saved.predict(x), saved.predict(x));
    }
  }

  @Test
  void singleExamplesAreDrawnAnewToo() {
    Tensor x = Input.shape(500);
    try (Model model = Model.of(x, new Dropout(0.5).training(true).apply(x)).seed(1);
        Predictor predictor = model.predictor()) {
      float[] one = ones(1, 500).floats();
      assertThat(model.predict(one)).isNotEqualTo(model.predict(one));
      float[] scores = new float[500];
      predictor.predict(one, scores);
      float[] before = scores.clone();
      predictor.predict(one, scores);
      assertThat(scores).isNotEqualTo(before);
    }
  }

  @Test
  void theWholeOfANestedModelIsInThePhaseOfItsCall() {
    Tensor within = Input.shape(500);
    Model inner = Model.of(within, new Dropout(0.5).apply(within));
    Tensor x = Input.shape(500).name("x");
    Tensor drawn = inner.asLayer().name("drawn").training(true).apply(x);
    Tensor plain = inner.asLayer().name("plain").apply(x);
    try (Model model = Model.of(List.of(x), List.of(drawn, plain)).seed(1)) {
      Map<String, Array> outputs = model.predict(Map.of("x", ONES));
      assertThat(outputs.get("drawn").doubles()).containsOnly(0, 2);
      assertThat(outputs.get("plain")).isEqualTo(ONES);
    }
    inner.close();
  }

  @Test
  void aLayerCanBeCalledInSeveralPhases() {
    Tensor x = Input.shape(2).name("x");
    BatchNormalization layer = new BatchNormalization().epsilon(1e-12);
    Tensor batch = layer.training(true).apply(x);
    Tensor moving = layer.training(false).apply(x);
    Array data = Array.of(new float[] {1, 10, 3, 30}, 2, 2);
    try (Model model = Model.of(List.of(x), List.of(batch, moving))) {
      List<Array> outputs = List.copyOf(model.predict(Map.of("x", data)).values());
      assertThat(outputs.get(0).doubles())
          .containsExactly(new double[] {-1, -1, 1, 1}, within(1e-5));
      assertThat(outputs.get(1).doubles())
          .containsExactly(new double[] {1, 10, 3, 30}, within(1e-5));
    }
  }

  @Test
  void aNormalizationCalledForInferenceKeepsItsAverages() {
    Tensor x = Input.shape(2);
    Tensor h = new BatchNormalization().name("kept").training(false).apply(x);
    Tensor y = new BatchNormalization().name("moved").apply(new Dense(2).apply(h));
    Array data = Array.of(new float[] {1, 10, 3, 30}, 2, 2);
    try (Model model = Model.of(x, y).seed(1)) {
      model.compile(new SGD(0.1), new MeanSquaredError());
      List<Array> kept = model.weights("kept");
      List<Array> moved = model.weights("moved");
      model.trainOnBatch(data, data);
      assertThat(model.weights("kept").subList(2, 4)).isEqualTo(kept.subList(2, 4));
      assertThat(model.weights("kept").get(0)).isNotEqualTo(kept.get(0));
      assertThat(model.weights("moved").get(2)).isNotEqualTo(moved.get(2));
    }
  }

  @Test
  void filesOfKeras2PredictAndLearnAsThere() throws IOException {
    JsonNode expected = read("former.json");
    Array x = Array.of(Golden.doubles(expected.get("x")), 6, 4);
    Array y = Array.of(Golden.doubles(expected.get("y")), 6, 3);
    try (Model model = Models.load(file("keras2.h5"))) {
      List<Array> outputs = List.copyOf(model.predict(Map.of("x", x)).values());
      List<Array> again = List.copyOf(model.predict(Map.of("x", x)).values());
      for (int i = 0; i < 3; i++) {
        assertThat(outputs.get(i).doubles())
            .containsExactly(Golden.doubles(expected.get("outputs").get(i)), within(2e-5));
      }
      assertThat(outputs.get(3)).isNotEqualTo(again.get(3));
      model.trainOnBatch(new Batch(List.of(x), List.of(y, y, y, y), null));
      expected
          .get("trained")
          .properties()
          .forEach(
              layer -> {
                List<Array> weights = model.weights(layer.getKey());
                for (int i = 0; i < weights.size(); i++) {
                  assertThat(weights.get(i).doubles())
                      .as(layer.getKey() + " " + i)
                      .containsExactly(Golden.doubles(layer.getValue().get(i)), within(1e-4));
                }
              });
    }
  }

  /** Keras 3 notes what calls have by default, which is true for image augmentation. */
  @Test
  void defaultsOfKeras3FixNothing() throws IOException {
    JsonNode expected = read("defaults.json");
    try (Model model = Models.load(file("defaults.keras"))) {
      assertThat(model.network().nodes().stream().map(Node::phase)).containsOnly(Phase.OF_MODEL);
      Array found = model.predict(Array.of(Golden.doubles(expected.get("x")), 3, 4, 4, 1));
      assertThat(found.doubles())
          .containsExactly(Golden.doubles(expected.get("outputs")), within(1e-6));
    }
  }

  @Test
  @NeedsPython
  void pythonDrawsFromWhatIsWritten() throws IOException {
    try (Model model = dropouts()) {
      model.save(folder.resolve("phases.keras"));
      model.export(folder.resolve("phases"));
    }
    String output =
        Python.run(
            """
            import sys, keras, numpy as np, tensorflow as tf
            x = np.ones((2, 500), "float32")
            model = keras.saving.load_model(sys.argv[1] + "/phases.keras")
            serve = tf.saved_model.load(sys.argv[1] + "/phases").serve
            for call in (lambda: model(x), lambda: serve([tf.constant(x)])):
                once, again = call(), call()
                print(sorted(set(np.asarray(once[0]).ravel().tolist())))
                print([bool(np.all(np.asarray(a) == np.asarray(b))) for a, b in zip(once, again)])
                print([float(np.mean(a)) for a in once[1:]])
            """,
            folder);
    assertThat(output.lines().toList())
        .containsExactly(
            "[0.0, 2.0]",
            "[False, True, True]",
            "[1.0, 1.0]",
            "[0.0, 2.0]",
            "[False, True, True]",
            "[1.0, 1.0]");
  }

  private static Path file(String name) {
    return KerasFileTest.file("phases/" + name);
  }

  private static JsonNode read(String name) throws IOException {
    return new ObjectMapper().readTree(file(name).toFile());
  }
}
