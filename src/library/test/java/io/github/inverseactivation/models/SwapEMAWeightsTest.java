package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.EarlyStopping;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.callbacks.MonitorMode;
import io.github.inverseactivation.callbacks.SwapEMAWeights;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Averaged weights in runs of training, against Python Keras: {@code golden/make_averages.py}. */
class SwapEMAWeightsTest {
  private static final JsonNode RUNS = Golden.read("averages.json");

  static List<JsonNode> runs() {
    List<JsonNode> runs = new ArrayList<>();
    RUNS.forEach(runs::add);
    return runs;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void runsAreThoseOfKeras(JsonNode golden) {
    List<float[]> seen = new ArrayList<>();
    try (Sequential model = model(golden, true)) {
      History history = model.fit(train(golden), fit(golden, callbacks(golden, seen)));

      assertClose("loss", floats(history.get("loss")), golden.get("loss"));
      assertClose("val_loss", floats(history.get("val_loss")), golden.get("val_loss"));
      for (int epoch = 0; epoch < seen.size(); epoch++) {
        assertClose("epoch " + epoch, seen.get(epoch), golden.get("seen").get(epoch));
      }
      assertClose("end", kernel(model.weights()), golden.get("end"));
    }
  }

  @Test
  void aRunThatIsStoppedEarlyLeavesTheAveragesToo() {
    JsonNode golden = RUNS.get(2);
    List<float[]> seen = new ArrayList<>();
    List<Callback> callbacks = callbacks(golden, seen);
    callbacks.add(new EarlyStopping().mode(MonitorMode.MAX).patience(1));
    try (Sequential model = model(golden, true)) {
      model.fit(train(golden), fit(golden, callbacks));
      assertThat(seen).hasSize(2);
      assertClose("end", kernel(model.weights()), golden.get("seen").get(seen.size() - 1));
    }
  }

  @Test
  void aRunThatIsInterruptedBetweenEpochsGoesOnFromTheWeights(@TempDir Path folder) {
    JsonNode golden = RUNS.get(2);
    List<float[]> seen = new ArrayList<>();
    for (int attempt = 0; attempt < 2; attempt++) {
      List<Callback> callbacks = callbacks(golden, seen);
      callbacks.add(new BackupAndRestore(folder));
      if (attempt == 0) {
        callbacks.add(
            new LambdaCallback()
                .onEpochBegin(
                    (context, epoch) -> {
                      if (epoch == 2) {
                        throw new CancellationException();
                      }
                    }));
      }
      try (Sequential model = model(golden, true)) {
        model.fit(train(golden), fit(golden, callbacks));
        assertThat(attempt).isEqualTo(1);
        assertClose("end", kernel(model.weights()), golden.get("end"));
      } catch (CancellationException interrupted) {
        assertThat(attempt).isZero();
      }
    }
    for (int epoch = 0; epoch < 4; epoch++) {
      assertClose("epoch " + epoch, seen.get(epoch), golden.get("seen").get(epoch));
    }
  }

  @Test
  void averagesMustBeKept() {
    JsonNode golden = RUNS.get(1);
    try (Sequential model = model(golden, false)) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> model.fit(train(golden), fit(golden, callbacks(golden, new ArrayList<>()))))
          .withMessage(
              "the optimizer sgd keeps no moving averages of the weights: give it useEma(true)");
    }
  }

  private static Sequential model(JsonNode golden, boolean average) {
    Sequential model = Sequential.of(Input.shape(3), new Dense(2));
    model.weights(List.of(array(golden.get("kernel"), 2), Array.of(new float[2])));
    model.compile(new SGD(0.1).useEma(average).emaMomentum(0.8), new MeanSquaredError());
    return model;
  }

  private static List<Callback> callbacks(JsonNode golden, List<float[]> seen) {
    List<Callback> callbacks = new ArrayList<>();
    if (golden.get("swap").asBoolean()) {
      callbacks.add(new SwapEMAWeights().swapOnEpoch(golden.get("swap_on_epoch").asBoolean()));
    }
    callbacks.add(
        new LambdaCallback()
            .onEpochEnd((context, epoch, logs) -> seen.add(kernel(context.weights()))));
    return callbacks;
  }

  private static Fit fit(JsonNode golden, List<Callback> callbacks) {
    return Fit.epochs(4)
        .batchSize(4)
        .shuffle(false)
        .validation(data(golden).skip(12))
        .verbosity(Verbosity.SILENT)
        .callbacks(callbacks.toArray(Callback[]::new));
  }

  private static ArrayDataset train(JsonNode golden) {
    return data(golden).take(12);
  }

  private static ArrayDataset data(JsonNode golden) {
    return Dataset.of(array(golden.get("x"), 3), array(golden.get("y"), 2));
  }

  private static Array array(JsonNode numbers, int columns) {
    return Array.of(floats(numbers), numbers.size() / columns, columns);
  }

  private static float[] kernel(List<Array> weights) {
    return (float[]) weights.get(0).elements();
  }

  private static float[] floats(JsonNode numbers) {
    return floats(Arrays.stream(Golden.doubles(numbers)).boxed().toList());
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  private static void assertClose(String what, float[] actual, JsonNode expected) {
    assertThat(actual).as(what).containsExactly(floats(expected), offset(2e-6f));
  }
}
