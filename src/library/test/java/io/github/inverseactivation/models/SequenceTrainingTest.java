package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.recurrent.Bidirectional;
import io.github.inverseactivation.layers.recurrent.LSTM;
import io.github.inverseactivation.losses.BinaryCrossentropy;
import io.github.inverseactivation.losses.Reduction;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.framework.losses.Loss;

/** Models of sequences with masks: trained, they follow Keras; exported, they open elsewhere. */
class SequenceTrainingTest {
  private static final JsonNode KERAS = Golden.read("sequences.json");
  private static final int BATCH = 16;
  private static final Array WORDS = Golden.array(KERAS.get("words"));
  private static final Array TAGS = Golden.array(KERAS.get("tags"));
  private static final Array VERDICTS = Golden.array(KERAS.get("verdicts"));

  @ParameterizedTest
  @ValueSource(strings = {"logits", "softmax", "ignore", "sum"})
  void stepsOfATaggerFollowKeras(String name) {
    SparseCategoricalCrossentropy logits = SparseCategoricalCrossentropy.fromLogits();
    Loss loss =
        switch (name) {
          case "softmax" -> new SparseCategoricalCrossentropy();
          case "ignore" -> logits.ignoreClass(1);
          case "sum" -> logits.reduction(Reduction.SUM);
          default -> logits;
        };
    try (Model model = tagger(name.equals("softmax"))) {
      model.compile(new SGD(0.1).momentum(0.9), loss);
      assertFollows(model, name, TAGS);
    }
  }

  @Test
  void stepsOfAJudgeFollowKeras() {
    try (Model model = judge()) {
      model.compile(new SGD(0.1).momentum(0.9), BinaryCrossentropy.fromLogits());
      assertFollows(model, "judge", VERDICTS);
    }
  }

  private static void assertFollows(Model model, String name, Array labels) {
    JsonNode expected = KERAS.get("steps").get(name);
    JsonNode losses = expected.get("losses");
    for (int step = 0; step < losses.size(); step++) {
      int[] rows = new int[BATCH];
      for (int i = 0; i < BATCH; i++) {
        rows[i] = (step * BATCH + i) % WORDS.rows();
      }
      double loss = model.trainOnBatch(WORDS.gather(rows), labels.gather(rows)).get("loss");
      double keras = losses.get(step).asDouble();
      assertThat(loss).as("loss of step " + step).isCloseTo(keras, within(1e-4 * keras));
    }
    List<Array> weights = model.weights();
    for (int i = 0; i < weights.size(); i++) {
      String path = model.network().weights().get(i).path();
      Golden.assertClose(path, weights.get(i), expected.get("weights").get(i), 1e-3);
    }
    Golden.assertClose(
        "predictions", model.predict(WORDS.rows(0, 4)), expected.get("predictions"), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "weights", "weights_mean"})
  void fitReportsWhatKerasReports(String name) {
    Fit fit = Fit.epochs(3).batchSize(BATCH).shuffle(false).verbosity(Verbosity.SILENT);
    ArrayDataset plain = Dataset.of(WORDS, TAGS);
    ArrayDataset data =
        name.equals("plain")
            ? plain
            : plain.sampleWeights(Golden.array(KERAS.get("sampleWeights")));
    SparseCategoricalCrossentropy loss = SparseCategoricalCrossentropy.fromLogits();
    JsonNode expected = KERAS.get("fits").get(name);
    try (Model model = tagger(false)) {
      model.compile(
          Compile.with(new SGD(0.1).momentum(0.9))
              .loss(
                  name.equals("weights_mean")
                      ? loss.reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT)
                      : loss)
              .metrics(
                  new SparseCategoricalAccuracy(),
                  io.github.inverseactivation.metrics.SparseCategoricalCrossentropy.fromLogits())
              .weightedMetrics(new SparseCategoricalAccuracy().name("weighted")));
      History history = model.fit(data, fit);

      for (var entry : expected.get("history").properties()) {
        for (int epoch = 0; epoch < 3; epoch++) {
          double keras = entry.getValue().get(epoch).asDouble();
          assertThat(history.get(entry.getKey()).get(epoch))
              .as(entry.getKey() + " of epoch " + epoch)
              .isCloseTo(keras, within(1e-4 * keras));
        }
      }
      Map<String, Double> evaluated = model.evaluate(plain, 10);
      for (var entry : expected.get("evaluate").properties()) {
        double keras = entry.getValue().asDouble();
        assertThat(evaluated.get(entry.getKey()))
            .as(entry.getKey())
            .isCloseTo(keras, within(1e-4 * keras));
      }
    }
  }

  @Test
  void knowNoLengthWhenTheyPredict(@TempDir Path folder) throws Exception {
    try (Model fixed = tagger(true);
        Model any = tagger(-1, true);
        Model judge = judge(-1)) {
      Array expected = fixed.predict(WORDS);
      assertThat(any.predict(WORDS).doubles()).containsExactly(expected.doubles(), within(1e-5));
      any.export(folder.resolve("any"));
      judge.export(folder.resolve("judge"));
      try (SavedModel saved = SavedModel.load(folder.resolve("any"));
          SavedModel judging = SavedModel.load(folder.resolve("judge"))) {
        assertThat(saved.predict(WORDS).doubles())
            .containsExactly(expected.doubles(), within(1e-5));
        assertThat(judging.predict(WORDS).doubles())
            .containsExactly(judge.predict(WORDS).doubles(), within(1e-5));
      }
    }
  }

  @Test
  void exportedModelsOpenInJava(@TempDir Path folder) throws Exception {
    try (Model model = judge()) {
      model.export(folder.resolve("judge"));
      try (SavedModel saved = SavedModel.load(folder.resolve("judge"))) {
        assertThat(saved.predict(WORDS).doubles())
            .containsExactly(model.predict(WORDS).doubles(), within(1e-5));
      }
    }
  }

  @Test
  @NeedsPython
  void exportedModelsOpenInPython(@TempDir Path folder) throws Exception {
    try (Model judge = judge();
        Model tagger = tagger(true);
        Model any = tagger(-1, true)) {
      any.export(folder.resolve("any"));
      judge.export(folder.resolve("judge"));
      tagger.export(folder.resolve("tagger"));
      String[] lines = Python.run(SCRIPT, folder).strip().split("\n");
      JsonNode found = new ObjectMapper().readTree(lines[lines.length - 1]);
      Array words = WORDS.rows(0, 4);
      for (Map.Entry<String, Model> each :
          Map.of("judge", judge, "tagger", tagger, "any", any).entrySet()) {
        Array expected = each.getValue().predict(words);
        JsonNode numbers = found.get(each.getKey());
        for (int i = 0; i < numbers.size(); i++) {
          assertThat(numbers.get(i).asDouble()).isCloseTo(expected.doubles()[i], within(1e-5));
        }
        assertThat(numbers).hasSize(expected.size());
      }
    }
  }

  private static final String SCRIPT =
      """
      import json, sys
      import numpy as np
      import tensorflow as tf

      words = np.array(%s, np.float32).reshape(4, 6)
      results = {}
      for name in ("judge", "tagger", "any"):
          model = tf.saved_model.load(sys.argv[1] + "/" + name)
          results[name] = model.serve(tf.constant(words)).numpy().ravel().tolist()
      print(json.dumps(results))
      """
          .formatted(java.util.Arrays.toString(WORDS.rows(0, 4).doubles()));

  private static Model tagger(boolean softmax) {
    return tagger(6, softmax);
  }

  private static Model tagger(int length, boolean softmax) {
    Tensor words = Input.shape(length);
    Tensor vectors = new Embedding(12, 4).maskZero(true).apply(words);
    Tensor states = new LSTM(5).returnSequences(true).apply(vectors);
    Activations last = softmax ? Activations.SOFTMAX : Activations.LINEAR;
    return started(words, new Dense(3).activation(last).apply(states), "tagger");
  }

  private static Model judge() {
    return judge(6);
  }

  private static Model judge(int length) {
    Tensor words = Input.shape(length);
    Tensor vectors = new Embedding(12, 4).maskZero(true).apply(words);
    Tensor states = new Bidirectional(new LSTM(5)).apply(vectors);
    return started(words, new Dense(1).apply(states), "judge");
  }

  private static Model started(Tensor input, Tensor output, String weights) {
    Model model = Model.of(List.of(input), List.of(output));
    List<Array> start = new ArrayList<>();
    KERAS.get(weights).forEach(weight -> start.add(Golden.array(weight)));
    model.weights(start);
    return model;
  }
}
