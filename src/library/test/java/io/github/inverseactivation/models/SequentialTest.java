package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.TrainingContext;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequentialTest {
  private static final Fit QUIET = Fit.epochs(2).verbosity(Verbosity.SILENT);

  private static Sequential model() {
    return Sequential.of(
            Input.shape(8, 8, 1),
            new Conv2D(4, 3),
            new BatchNormalization(),
            new InverseActivation(),
            new MaxPooling2D(2),
            new Flatten(),
            new Dropout(0.2),
            new Dense(4))
        .seed(3);
  }

  private static Sequential compiled() {
    Sequential model = model();
    model.compile(
        new Adam(0.01),
        SparseCategoricalCrossentropy.fromLogits(),
        new SparseCategoricalAccuracy());
    return model;
  }

  @Test
  void learns() {
    try (Sequential model = compiled()) {
      ArrayDataset data = SmallData.quarters(600);
      History history =
          model.fit(
              data.take(400), Fit.epochs(8).validation(data.skip(400)).verbosity(Verbosity.SILENT));
      assertThat(history.last("val_sparse_categorical_accuracy")).isGreaterThan(0.9);
      assertThat(history.get("loss")).hasSize(8);
      assertThat(history.last("loss")).isLessThan(history.get("loss").get(0) / 2);
    }
  }

  @Test
  void twoRunsUnderOneSeedAreEqualToTheLastDigit() {
    ArrayDataset data = SmallData.quarters(100);
    List<List<Array>> weights = new ArrayList<>();
    List<List<Double>> losses = new ArrayList<>();
    for (long seed : new long[] {3, 3, 4}) {
      try (Sequential model = model().seed(seed)) {
        model.compile(new Adam(0.01), SparseCategoricalCrossentropy.fromLogits());
        losses.add(model.fit(data, QUIET).get("loss"));
        weights.add(model.weights());
      }
    }
    assertThat(losses.get(1)).isEqualTo(losses.get(0));
    assertThat(weights.get(1)).isEqualTo(weights.get(0));
    assertThat(losses.get(2)).isNotEqualTo(losses.get(0));
  }

  @Test
  void addAndBuildSayWhatOfSaysAtOnce() {
    try (Sequential atOnce = Sequential.of(Input.shape(3), new Dense(5), new Dense(2));
        Sequential grown = Sequential.of().add(new Dense(5)).add(new Dense(2))) {
      assertThatIllegalStateException()
          .isThrownBy(grown::summary)
          .withMessageContaining("Input.shape");
      grown.build(Input.shape(3));
      assertThat(grown.summary()).isEqualTo(atOnce.summary());
      assertThatIllegalStateException().isThrownBy(() -> grown.add(new Dense(1)));
    }
  }

  @Test
  void summaryCountsParametersAndMultiplyAccumulates() {
    try (Sequential model = model()) {
      Summary summary = model.summary();
      // Conv: 6*6 positions, 3*3 kernels, 4 of them; Dense: 3*3*8 inputs, 4 outputs.
      assertThat(summary.macs()).isEqualTo(36 * 9 * 4 + 72 * 4);
      assertThat(summary.parameters()).isEqualTo((9 * 4 + 4) + 4 * 4 + (72 * 4 + 4));
      assertThat(summary.parameters() - summary.trainable()).isEqualTo(8);
      assertThat(summary.layers().get(2).outputShape()).containsExactly(-1L, 6L, 6L, 8L);
      assertThat(summary.toString())
          .contains("inverse_activation (InverseActivation)", "(None, 6, 6, 8)", "MACs", "1,296");
    }
  }

  @Test
  void weightsGoOutAndIn() {
    try (Sequential first = model();
        Sequential second = model().seed(99)) {
      Array image = SmallData.quarters(1).inputArrays().get(0);
      assertThat(second.predict(image)).isNotEqualTo(first.predict(image));
      second.weights(first.weights());
      assertThat(second.predict(image)).isEqualTo(first.predict(image));

      List<Array> dense = first.weights("dense");
      assertThat(dense.get(0).shape()).containsExactly(72, 4);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> first.weights("dense", List.of(dense.get(1), dense.get(0))))
          .withMessageContaining("dense/kernel: expected numbers of shape [72, 4]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> first.weights("dens"))
          .withMessageContaining("no layer 'dens', found [conv2d,");
    }
  }

  @Test
  void trainableFalseOnALayerFreezesIt() {
    try (Sequential model =
        Sequential.of(
            Input.shape(8, 8, 1), new Flatten(), new Dense(6).trainable(false), new Dense(4))) {
      assertThat(model.summary().trainable()).isEqualTo(6 * 4 + 4);
      model.compile(new Adam(0.01), SparseCategoricalCrossentropy.fromLogits());
      List<Array> frozen = model.weights("dense");
      List<Array> trained = model.weights("dense_1");
      model.fit(SmallData.quarters(64), QUIET);
      assertThat(model.weights("dense")).isEqualTo(frozen);
      assertThat(model.weights("dense_1")).isNotEqualTo(trained);
    }
  }

  @Test
  void anyTypeOfImageTrainsAndPredictsAlike() {
    try (Sequential model =
        Sequential.of(Input.shape(4), new Dense(3).activation(Activations.SOFTMAX)).seed(1)) {
      byte[] bytes = {0, 1, (byte) 200, (byte) 255};
      Array floats = Array.of(new float[] {0, 1, 200, 255}, 1, 4);
      Array expected = model.predict(floats);
      assertThat(model.predict(Array.uint8(bytes, 1, 4))).isEqualTo(expected);
      for (DType dtype : List.of(DType.INT16, DType.INT32, DType.INT64, DType.FLOAT64)) {
        assertThat(model.predict(floats.cast(dtype))).as(dtype.toString()).isEqualTo(expected);
      }
      assertThat(model.predict(new float[] {0, 1, 200, 255})).containsExactly(expected.floats());
    }
  }

  @Test
  void predictingInPartsIsPredictingAtOnce() {
    try (Sequential model = model()) {
      Array images = SmallData.quarters(70).inputArrays().get(0);
      Array parts = model.predict(images, 32);
      assertThat(parts.shape()).containsExactly(70, 4);
      double[] whole = model.predict(images, 100).doubles();
      assertThat(parts.doubles())
          .containsExactly(whole, org.assertj.core.api.Assertions.within(1e-5));
    }
  }

  @Test
  void linesHaveTheFormatOfKeras() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Sequential model = compiled();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ArrayDataset data = SmallData.quarters(70);
      model.fit(data, Fit.epochs(2).validation(data).verbosity(Verbosity.LINES).output(out));
      model.fit(data, Fit.epochs(1).verbosity(Verbosity.BAR).output(out));
    }
    String number = "\\d\\.\\d{4}(e-\\d\\d)?";
    String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\n");
    assertThat(lines[0]).isEqualTo("Epoch 1/2");
    assertThat(lines[1])
        .matches(
            "3/3 - \\d+s - \\d+[mu]?s/step - loss: N - sparse_categorical_accuracy: N"
                    .replace("N", number)
                + " - val_loss: N - val_sparse_categorical_accuracy: N".replace("N", number));
    assertThat(lines[4]).contains("3/3", "━".repeat(20), "loss: ");
  }

  @Test
  void callbacksSeeWhatKerasShowsInItsOrder() {
    List<String> events = new ArrayList<>();
    Callback recorder =
        new Callback() {
          @Override
          public void onTrainBegin(TrainingContext context) {
            events.add("train " + context.epochs() + " " + context.steps());
          }

          @Override
          public void onEpochBegin(TrainingContext context, int epoch) {
            events.add("epoch " + epoch);
          }

          @Override
          public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
            events.add("batch " + batch + " " + logs.keySet());
            if (batch == 1) {
              context.stop();
            }
          }

          @Override
          public void onTestEnd(TrainingContext context, Map<String, Double> logs) {
            events.add("test");
          }

          @Override
          public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
            events.add("end " + epoch);
          }
        };
    try (Sequential model = compiled()) {
      model.fit(SmallData.quarters(100), QUIET.callbacks(recorder));
    }
    assertThat(events)
        .containsExactly(
            "train 2 4",
            "epoch 0",
            "batch 0 [loss, sparse_categorical_accuracy]",
            "batch 1 [loss, sparse_categorical_accuracy]",
            "end 0");
  }

  @Test
  void exportRecordsWhetherTheOutputsAreLogits(@TempDir Path folder) throws Exception {
    try (Sequential model = compiled()) {
      model.export(folder.resolve("logits"));
      model.compile(new Adam(), new SparseCategoricalCrossentropy());
      model.export(folder.resolve("probabilities"));
      model.compile(new Adam(), new MeanSquaredError());
      model.export(folder.resolve("numbers"));
      ExportRecord record = ExportRecord.read(folder.resolve("logits")).orElseThrow();
      assertThat(record.logits()).contains(true);
      assertThat(record.summary()).isEqualTo(model.summary());
    }
    assertThat(ExportRecord.read(folder.resolve("probabilities")).orElseThrow().logits())
        .contains(false);
    assertThat(ExportRecord.read(folder.resolve("numbers")).orElseThrow().logits()).isEmpty();
  }

  @Test
  void manyThreadsPredictAndCloseWaits() throws InterruptedException {
    Sequential model = model();
    Array images = SmallData.quarters(16).inputArrays().get(0);
    Array expected = model.predict(images);
    List<Array> results = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Throwable> errors = java.util.Collections.synchronizedList(new ArrayList<>());
    CountDownLatch started = new CountDownLatch(8);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  results.add(model.predict(images));
                  started.countDown();
                  while (true) {
                    results.add(model.predict(images));
                  }
                } catch (IllegalStateException closed) {
                  assertThat(closed).hasMessageContaining("the model is closed");
                } catch (Throwable e) {
                  errors.add(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    started.await();
    model.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(errors).isEmpty();
    assertThat(results).hasSizeGreaterThanOrEqualTo(8).allMatch(expected::equals);
    model.close();
  }
}
