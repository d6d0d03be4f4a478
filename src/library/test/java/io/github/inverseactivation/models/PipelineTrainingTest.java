package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.callbacks.TrainingContext;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.ColorMode;
import io.github.inverseactivation.data.Csv;
import io.github.inverseactivation.data.CutMix;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.Example;
import io.github.inverseactivation.data.Features;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.ImageFolder;
import io.github.inverseactivation.data.MixUp;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.data.TfRecord;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.CategoricalCrossentropy;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models learn from each source of data. */
class PipelineTrainingTest {
  private static final ArrayDataset QUARTERS = SmallData.quarters(160);

  @TempDir Path folder;

  private static Sequential model(long... shape) {
    Sequential model = Sequential.of(Input.shape(shape), new Flatten(), new Dense(4));
    model.seed(3);
    return compiled(model);
  }

  private static Sequential compiled(Sequential model) {
    model.compile(
        new Adam(0.02),
        SparseCategoricalCrossentropy.fromLogits(),
        new SparseCategoricalAccuracy());
    return model;
  }

  private static Fit quiet(int epochs) {
    return Fit.epochs(epochs).batchSize(16).verbosity(Verbosity.SILENT);
  }

  private static void learns(Sequential model, Dataset data) {
    History history = model.fit(data, quiet(8).validation(data));
    assertThat(history.last("sparse_categorical_accuracy")).isGreaterThan(0.9);
    assertThat(history.last("val_sparse_categorical_accuracy"))
        .isEqualTo(model.evaluate(data).get("sparse_categorical_accuracy"));
  }

  /** What is mixed follows from the seed and the batch, also where a run begins in the middle. */
  @Test
  void mixedImagesAreTheSameWhereARunIsResumed() {
    Dataset mixed = QUARTERS.map(e -> e.oneHot(4)).augment(new CutMix()).augment(new MixUp());
    List<Array> whole = trainedOn(mixed, 3);
    BackupAndRestore first = new BackupAndRestore(folder).saveFreq(100);
    int[] left = {17}; // of 10 batches an epoch
    LambdaCallback stopping =
        new LambdaCallback()
            .onBatchEnd(
                (context, batch, logs) -> {
                  if (--left[0] == 0) {
                    first.saveAndStop();
                  }
                });
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> trainedOn(mixed, 3, first, stopping));

    assertThat(trainedOn(mixed, 99, new BackupAndRestore(folder))).isEqualTo(whole);
    assertThat(trainedOn(QUARTERS.map(e -> e.oneHot(4)), 3)).isNotEqualTo(whole);
  }

  private static List<Array> trainedOn(Dataset data, long seed, Callback... callbacks) {
    try (Sequential model =
        Sequential.of(Input.shape(8, 8, 1), new Flatten(), new Dense(4)).seed(seed)) {
      model.compile(new Adam(0.02), CategoricalCrossentropy.fromLogits());
      model.fit(data, quiet(2).callbacks(callbacks));
      return model.weights();
    }
  }

  @Test
  void stagesChangeNothingThatTrainingSees() {
    try (Sequential plain = model(8, 8, 1);
        Sequential staged = model(8, 8, 1)) {
      History expected = plain.fit(QUARTERS, quiet(3));
      History found = staged.fit(QUARTERS.map(e -> e).cache().prefetch(2), quiet(3));
      assertThat(found.get("loss")).isEqualTo(expected.get("loss"));
    }
  }

  @Test
  void learnsFromAFolderOfImages() throws IOException {
    int number = 0;
    for (Example example : QUARTERS.examples()) {
      Path file =
          folder.resolve("quarter" + example.target().longs()[0]).resolve(number++ + ".png");
      Files.createDirectories(file.getParent());
      float[] values = example.input().floats();
      byte[] pixels = new byte[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) Math.max(0, Math.min(255, 80 + 80 * values[i]));
      }
      Png.write(file, Array.uint8(pixels, 8, 8, 1));
    }
    ImageFolder images = ImageFolder.of(folder).imageSize(16, 16).colorMode(ColorMode.GRAYSCALE);
    try (Sequential model =
        compiled(
            Sequential.of(
                Input.shape(16, 16, 1), new Rescaling(1 / 255.0), new Flatten(), new Dense(4)))) {
      learns(model, images.dataset().prefetch(2));
    }
  }

  @Test
  void learnsFromRecords() throws IOException {
    Features features =
        Features.of().input("image", DType.FLOAT32, 8, 8, 1).target("label", DType.INT32);
    Path first = folder.resolve("1.tfrecord");
    Path second = folder.resolve("2.tfrecord.gz");
    TfRecord.write(first, QUARTERS.take(100).examples(), features);
    TfRecord.write(second, QUARTERS.skip(100).examples(), features);
    try (Sequential model = model(8, 8, 1)) {
      learns(model, TfRecord.of(first, second).dataset(features).shuffle(50).prefetch(2));
    }
  }

  @Test
  void learnsFromATable() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Example example : QUARTERS.examples()) {
      StringBuilder line = new StringBuilder();
      for (float value : example.input().floats()) {
        line.append(value).append(',');
      }
      lines.add(line + "q" + example.target().longs()[0]);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      names.add("pixel" + i);
    }
    lines.add(0, String.join(",", names) + ",quarter");
    Path file = Files.write(folder.resolve("quarters.csv"), lines);
    try (Sequential model = model(64)) {
      learns(
          model,
          Csv.of(file)
              .labelName("quarter")
              .classNames(List.of("q0", "q1", "q2", "q3"))
              .dataset()
              .shuffle(200));
    }
  }

  @Test
  void showsAnUnknownNumberOfStepsAsKerasDoes() {
    Dataset unknown = QUARTERS.filter(e -> true);
    List<Integer> steps = new ArrayList<>();
    Callback watching =
        new Callback() {
          @Override
          public void onEpochBegin(TrainingContext context, int epoch) {
            steps.add(context.steps());
          }

          @Override
          public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
            steps.add(context.steps());
          }
        };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Sequential model = model(8, 8, 1)) {
      Fit fit = Fit.epochs(2).batchSize(16).output(out).callbacks(watching);
      model.fit(unknown, fit.verbosity(Verbosity.BAR));
      String[] epochs = bytes.toString(StandardCharsets.UTF_8).split("Epoch");
      // Keras: bar = "%7d/Unknown" % current
      assertThat(epochs[1]).contains("\r\u001b[K      1/Unknown \u001b[1m").contains("10/10");
      assertThat(epochs[2]).doesNotContain("Unknown").contains("10/10");
      assertThat(steps).containsExactly(TrainingContext.UNKNOWN_STEPS, 10, 10, 10);
      bytes.reset();
      model.fit(unknown, fit.verbosity(Verbosity.LINES));
      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .doesNotContain("Unknown")
          .containsPattern("Epoch 1/2\\n10/10 - ")
          .containsPattern("Epoch 2/2\\n10/10 - ");
    }
  }

  @Test
  void whatGoesWrongInTheDataEndsTraining() {
    Dataset broken =
        Dataset.generate(
                100,
                i -> {
                  if (i == 70) {
                    throw new FormatException("70.png: damaged");
                  }
                  return QUARTERS.examples().iterator().next();
                })
            .prefetch(2);
    try (Sequential model = model(8, 8, 1)) {
      assertThatExceptionOfType(FormatException.class)
          .isThrownBy(() -> model.fit(broken, quiet(1)))
          .withMessage("70.png: damaged");
      assertThat(prefetching()).isFalse();
      Callback stopping =
          new Callback() {
            @Override
            public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
              context.stop();
            }
          };
      model.fit(QUARTERS.prefetch(2), quiet(3).callbacks(stopping));
      assertThat(prefetching()).isFalse();
      Dataset none = Dataset.generate(Stream::empty);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(none, quiet(1)))
          .withMessage("the data set has no examples; at least 1 is expected");
      assertThatIllegalArgumentException().isThrownBy(() -> model.evaluate(none));
    }
  }

  private static boolean prefetching() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("dataset-prefetch"));
  }

  @Test
  @Tag("slow")
  void aFileManyTimesTheHeapIsTrainedFrom() throws IOException, InterruptedException {
    Path file = folder.resolve("large.tfrecord");
    byte[] pixels = new byte[100_000];
    Dataset large =
        Dataset.generate(2600, i -> Example.of(Array.uint8(pixels.clone()), (int) i % 4));
    TfRecord.write(file, large.examples(), StreamingProgram.FEATURES);
    assertThat(Files.size(file)).isGreaterThan(4 * 64_000_000L);

    assertThat(trainedWithinASmallHeap(file)).contains("trained 82 steps");
  }

  @Test
  @Tag("slow")
  void aFolderManyTimesTheHeapIsTrainedFrom() throws IOException, InterruptedException {
    int size = StreamingProgram.SIZE;
    int images = 1440;
    for (int i = 0; i < images; i++) {
      byte[] pixels = new byte[size * size * 3];
      Arrays.fill(pixels, (byte) i);
      Path kind = Files.createDirectories(folder.resolve("images").resolve("class-" + i % 4));
      Png.write(kind.resolve(i + ".png"), Array.uint8(pixels, size, size, 3));
    }
    assertThat(4L * images * size * size * 3).isGreaterThan(4 * 64_000_000L);

    assertThat(trainedWithinASmallHeap(folder.resolve("images"))).contains("trained 45 steps");
  }

  /** What a process prints that trains one epoch with 64 MB. */
  private static String trainedWithinASmallHeap(Path source)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                StreamingProgram.class.getName(),
                source.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
