package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.CSVLogger;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.EarlyStopping;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.callbacks.LearningRateScheduler;
import io.github.inverseactivation.callbacks.ModelCheckpoint;
import io.github.inverseactivation.callbacks.MonitorMode;
import io.github.inverseactivation.callbacks.ReduceLROnPlateau;
import io.github.inverseactivation.callbacks.TensorBoard;
import io.github.inverseactivation.callbacks.TerminateOnNaN;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks at work on models. */
class CallbacksTest {
  private static final ArrayDataset DATA = SmallData.quarters(96);

  @TempDir Path folder;

  private static Fit fit(int epochs, Callback... callbacks) {
    return Fit.epochs(epochs)
        .validation(DATA.skip(64))
        .verbosity(Verbosity.SILENT)
        .callbacks(callbacks);
  }

  @Test
  void earlyStoppingGoesBackToTheBestWeights() {
    List<List<Array>> weights = new ArrayList<>();
    Callback recording =
        new LambdaCallback().onEpochEnd((context, epoch, logs) -> weights.add(context.weights()));
    EarlyStopping stopping =
        new EarlyStopping()
            .monitor("val_sparse_categorical_accuracy")
            .patience(2)
            .restoreBestWeights(true);
    try (Sequential model = SmallModels.compiled()) {
      History history = model.fit(DATA.take(64), fit(200, recording, stopping));
      int stopped = stopping.stoppedEpoch();
      assertThat(history.epochs()).hasSize(stopped + 1).hasSizeLessThan(200);
      assertThat(stopping.bestEpoch()).isEqualTo(stopped - 2);
      assertThat(model.weights()).isEqualTo(weights.get(stopped - 2));
      List<Double> accuracy = history.get("val_sparse_categorical_accuracy");
      assertThat(accuracy.get(stopped - 2)).isEqualTo(accuracy.stream().max(Double::compare).get());
    }
  }

  @Test
  void aNumberWithoutADirectionNeedsAMode() {
    try (Sequential model = SmallModels.compiled()) {
      EarlyStopping stopping = new EarlyStopping().monitor("learning_rate");
      Callback rate = new LearningRateScheduler((epoch, learningRate) -> learningRate);
      Fit fit = fit(2, rate, stopping);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(DATA, fit))
          .withMessageContaining("mode(MonitorMode.MIN)");
      model.fit(DATA, fit(2, rate, stopping.mode(MonitorMode.MIN)));
    }
  }

  @Test
  void checkpointsOpenAsModelsAndAsWeights() throws IOException {
    Path best = folder.resolve("new/best.keras");
    String each = folder.resolve("{epoch:02d}-{val_loss:.3f}.weights.h5").toString();
    try (Sequential model = SmallModels.compiled()) {
      History history =
          model.fit(
              DATA.take(64),
              fit(3, new ModelCheckpoint(best).saveBestOnly(true), new ModelCheckpoint(each)));
      double last = history.last("val_loss");
      String name = String.format(Locale.ROOT, "03-%.3f.weights.h5", last);
      try (Model loaded = Models.load(best);
          Sequential other = SmallModels.compiled()) {
        assertThat(loaded.evaluate(DATA.skip(64)).get("loss")).isEqualTo(last);
        assertThat(other.weights()).isNotEqualTo(model.weights());
        other.loadWeights(folder.resolve(name));
        assertThat(other.weights()).isEqualTo(model.weights());
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelCheckpoint("{epoch}.h5"))
        .withMessageContaining(".keras");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelCheckpoint("{epoch!r}{.keras"))
        .withMessageContaining("brace");
  }

  @Test
  void learningRatesAreUsedAndLogged() {
    try (Sequential model = SmallModels.compiled()) {
      Callback scheduler = new LearningRateScheduler((epoch, rate) -> epoch == 0 ? 0.25 : 0);
      List<List<Array>> weights = new ArrayList<>();
      Callback recording =
          new LambdaCallback().onEpochEnd((context, epoch, logs) -> weights.add(context.weights()));
      model.compile(new SGD(0.1), SparseCategoricalCrossentropy.fromLogits());
      History history = model.fit(DATA, fit(3, scheduler, recording));
      assertThat(history.get("learning_rate")).containsExactly(0.25, 0.0, 0.0);
      assertThat(weights.get(1)).isEqualTo(weights.get(0));

      Callback plateau = new ReduceLROnPlateau().minDelta(1e9).patience(1).factor(0.5);
      model.compile(new SGD(0.5), SparseCategoricalCrossentropy.fromLogits());
      assertThat(model.fit(DATA, fit(4, plateau)).get("learning_rate"))
          .containsExactly(0.5, 0.5, 0.25, 0.125);
    }
  }

  private static Sequential diverging(double learningRate) {
    Sequential model = Sequential.of(Input.shape(1), new Dense(1)).seed(1);
    model.compile(new SGD(learningRate), new MeanSquaredError());
    return model;
  }

  private static ArrayDataset line() {
    float[] x = new float[64];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return Dataset.of(Array.of(x, 64, 1), Array.of(x.clone(), 64, 1));
  }

  @Test
  void aLossThatIsNoNumberIsAnErrorUnlessACallbackStops() throws IOException {
    Path backup = folder.resolve("backup");
    Path file = folder.resolve("model.keras");
    BackupAndRestore saving = new BackupAndRestore(backup).saveFreq(1);
    ModelCheckpoint checkpoint = new ModelCheckpoint(file).saveFreq(1);
    Fit fit = Fit.epochs(5).batchSize(4).verbosity(Verbosity.SILENT);
    try (Sequential model = diverging(1e18)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(line(), fit.callbacks(saving, checkpoint)))
          .withMessageContaining("epoch 1");
    }
    assertKeepsNumbers(backup, file);
    try (Sequential model = diverging(1e18)) {
      History history = model.fit(line(), fit.callbacks(new TerminateOnNaN(), saving, checkpoint));
      assertThat(history.epochs()).containsExactly(0);
      assertThat(history.last("loss")).isNotFinite();
    }
    assertKeepsNumbers(backup, file); // though training has ended without an error

    // The first step's loss is a number, but not its weights.
    Path none = folder.resolve("none");
    try (Sequential model = diverging(1e38)) {
      Callback backing = new BackupAndRestore(none).saveFreq(1);
      Callback writing = new ModelCheckpoint(none.resolve("model.keras")).saveFreq(1);
      model.fit(line(), fit.callbacks(new TerminateOnNaN(), backing, writing));
    }
    assertThat(none.resolve("state-1.npz")).doesNotExist();
    assertThat(none.resolve("model.keras")).doesNotExist();
  }

  private static void assertKeepsNumbers(Path backup, Path model) throws IOException {
    try (Stream<Path> files = Files.list(backup);
        Model loaded = Models.load(model)) {
      Map<String, Array> state = Npz.read(files.sorted().findFirst().orElseThrow());
      for (float value : state.get("weights/0").floats()) {
        assertThat(value).isFinite();
      }
      for (float value : loaded.weights().get(0).floats()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void csvHasALineForEachEpoch() throws IOException {
    Path file = folder.resolve("history.csv");
    try (Sequential model = SmallModels.compiled()) {
      History history = model.fit(DATA.take(64), fit(2, new CSVLogger(file)));
      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize(3);
      assertThat(Double.parseDouble(lines.get(2).split(",")[3]))
          .isEqualTo(history.last("val_loss"));
    }
  }

  @Test
  void aBackupThatCannotBeWrittenEndsTraining() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("file"));
    try (Sequential model = SmallModels.compiled()) {
      Fit fit = fit(2, new BackupAndRestore(inTheWay));
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> model.fit(DATA, fit));
    }
  }

  @Test
  void aFinishedBackupGivesTheResultWithoutTraining() {
    Path backup = folder.resolve("backup");
    BackupAndRestore keeping = new BackupAndRestore(backup).deleteCheckpoint(false);
    try (Sequential first = SmallModels.compiled();
        Sequential second = SmallModels.compiled()) {
      History history = first.fit(DATA, fit(2, keeping));
      Callback refusing =
          new LambdaCallback()
              .onBatchBegin(
                  (context, batch) -> {
                    throw new CancellationException("nothing is left to do");
                  });
      History again = second.fit(DATA, fit(2, keeping, refusing));
      assertThat(second.weights()).isEqualTo(first.weights());
      assertThat(again.get("val_loss")).isEqualTo(history.get("val_loss"));
    }
  }

  @Test
  @NeedsPython
  void tensorFlowReadsTheEvents() throws IOException {
    Path logs = folder.resolve("logs");
    try (Sequential model = SmallModels.compiled()) {
      Callback board = new TensorBoard(logs).histogramFreq(1).updateFreq(2);
      History history = model.fit(DATA.take(64), fit(2, board));
      JsonNode read =
          new ObjectMapper().readTree(Python.runResource("golden/read_events.py", logs));
      JsonNode train = read.get("train");
      assertThat(train.get("epoch_loss").get(1).get("step").asInt()).isEqualTo(1);
      assertThat(train.get("epoch_loss").get(1).get("value").floatValue())
          .isEqualTo((float) history.last("loss"));
      assertThat(train.get("epoch_learning_rate").get(0).get("value").floatValue())
          .isEqualTo(0.01f);
      assertThat(train.get("batch_loss")).hasSize(2);
      assertThat(train.get("graph").get("nodes").asInt()).isGreaterThan(20);
      assertThat(train.get("graph").get("edges").asInt()).isGreaterThan(20);
      JsonNode kernel = train.get("dense/kernel/histogram").get(0).get("value");
      assertThat(kernel).hasSize(30);
      double count = 0;
      for (JsonNode row : kernel) {
        count += row.get(2).asDouble();
      }
      assertThat(count).isEqualTo(256);
      List<Double> last = new ArrayList<>();
      for (float weight : model.weights().get(0).floats()) {
        last.add((double) weight);
      }
      kernel = train.get("dense/kernel/histogram").get(1).get("value");
      assertThat(kernel.get(0).get(0).asDouble())
          .isCloseTo(last.stream().min(Double::compare).get(), within(1e-6));
      assertThat(kernel.get(29).get(1).asDouble())
          .isCloseTo(last.stream().max(Double::compare).get(), within(1e-6));
      JsonNode validation = read.get("validation");
      assertThat(validation.get("epoch_loss").get(0).get("value").floatValue())
          .isEqualTo(history.get("val_loss").get(0).floatValue());
      assertThat(validation.get("evaluation_loss_vs_iterations").get(1).get("step").asInt())
          .isEqualTo(4);
    }
  }
}
