package io.github.inverseactivation.models;

import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.CSVLogger;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.EarlyStopping;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.callbacks.SwapEMAWeights;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.AtomicFile;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.preprocessing.RandomElasticTransform;
import io.github.inverseactivation.layers.preprocessing.RandomErasing;
import io.github.inverseactivation.layers.preprocessing.RandomRotation;
import io.github.inverseactivation.layers.preprocessing.RandomTranslation;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Nadam;
import io.github.inverseactivation.optimizers.schedules.CosineDecay;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link ResumeTest} kills: a small training with everything in it that a continued run must
 * take up again (shuffling, augmentation, dropout, a schedule and then a rate that was chosen,
 * averaged weights, accumulated gradients, moving averages, early stopping), and a report of its
 * end to the last digit.
 */
final class ResumeProgram {
  private static final int KILLED_EPOCHS = 100;

  private ResumeProgram() {}

  /** Trains for long, with a short pause before each batch; says so when training begins. */
  public static void main(String[] arguments) throws IOException {
    LambdaCallback slow =
        new LambdaCallback()
            .onTrainBegin(context -> System.out.println("ready"))
            .onBatchBegin((context, batch) -> pause());
    try (Sequential model = model()) {
      runLong(model, Path.of(arguments[0]), 1, slow);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Trains for many epochs, with a backup every so many batches. */
  static void runLong(Sequential model, Path folder, int saveFreq, Callback slow)
      throws IOException {
    run(model, folder, KILLED_EPOCHS, backup(folder).saveFreq(saveFreq), slow);
  }

  /** Trains, and leaves a report in the folder when training has ended. */
  static void run(Sequential model, Path folder, int epochs, Callback... more) throws IOException {
    List<Callback> callbacks = new ArrayList<>(List.of(more));
    int chosen = epochs / 10 + 3; // until then, the rate is the schedule's
    callbacks.add(
        new LambdaCallback()
            .onEpochBegin(
                (context, epoch) -> {
                  if (epoch == chosen) {
                    context.learningRate(0.004);
                  }
                }));
    callbacks.add(new SwapEMAWeights().swapOnEpoch(true));
    callbacks.add(new EarlyStopping().patience(epochs / 3).restoreBestWeights(true));
    callbacks.add(new CSVLogger(folder.resolve("history.csv")));
    ArrayDataset data = SmallData.quarters(120);
    model.compile(
        new Nadam()
            .learningRate(new CosineDecay(0, 600).warmup(0.01, 12))
            .useEma(true)
            .emaMomentum(0.9)
            .weightDecay(1e-3)
            .gradientAccumulationSteps(2),
        SparseCategoricalCrossentropy.fromLogits(),
        new SparseCategoricalAccuracy());
    History history =
        model.fit(
            data.take(88).prefetch(2),
            Fit.epochs(epochs)
                .batchSize(16)
                .validation(data.skip(88))
                .verbosity(Verbosity.SILENT)
                .callbacks(callbacks.toArray(Callback[]::new)));
    String report = report(model, history);
    AtomicFile.write(
        folder.resolve("report.txt"), out -> out.write(report.getBytes(StandardCharsets.UTF_8)));
  }

  /** The backup of a run in a folder. */
  static BackupAndRestore backup(Path folder) {
    return new BackupAndRestore(folder.resolve("backup"));
  }

  /** A model without a seed of its own: each one draws another, unless a backup says which. */
  static Sequential model() {
    return Sequential.of(
        Input.shape(8, 8, 1),
        RandomTranslation.ofPixels(1, 8, 8),
        new RandomRotation(0.05),
        new RandomElasticTransform().scale(0.5, 1).valueRange(-9, 9),
        new RandomErasing().factor(0.2, 0.2).fillValue(0).valueRange(-9, 9),
        new Conv2D(2, 3),
        new BatchNormalization(),
        new InverseActivation(),
        new Flatten(),
        new Dropout(0.3),
        new Dense(4));
  }

  private static String report(Sequential model, History history) {
    StringBuilder text = new StringBuilder();
    for (Array weight : model.weights()) {
      text.append(Arrays.toString(weight.floats())).append('\n');
    }
    history.keys().forEach(key -> text.append(key).append(history.get(key)).append('\n'));
    return text.append(history.epochs()).append('\n').toString();
  }
}
