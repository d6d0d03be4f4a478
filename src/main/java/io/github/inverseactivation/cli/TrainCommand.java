package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.datasets.Datasets;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.models.Summary;
import io.github.inverseactivation.recipes.Recipe;
import io.github.inverseactivation.recipes.Recipes;
import io.github.inverseactivation.training.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: a classifier from a data set. */
@Command(
    name = "train",
    description = {
      "Trains a classifier and leaves model.keras, saved_model/, history.csv, curves.png and"
          + " confusion.png in a folder.",
      "Validation is on the test part of the data set, after each epoch."
    })
final class TrainCommand extends BaseCommand {
  private static final String ACCURACY = "sparse_categorical_accuracy";

  @Option(
      names = "--dataset",
      paramLabel = "D",
      defaultValue = "mnist",
      description = "What to train on (default: mnist).")
  private String dataset;

  @Option(
      names = "--recipe",
      paramLabel = "R",
      defaultValue = "mnist",
      description = "The network and its settings: mnist or mnist-relu (default: mnist).")
  private String recipe;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "How often to go through the data (default: the recipe's).")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Examples in each step (default: the recipe's).")
  private Integer batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "What everything random follows from (default: 0).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to leave the results (default: runs/<dataset>-<recipe>).")
  private Path out;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = {
        "Keep the state of the training here after each epoch and on Ctrl-C, and go on from it when"
            + " the same command is given again. It is deleted when the results are written."
      })
  private Path checkpoint;

  TrainCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    requirePositive("--epochs", epochs);
    requirePositive("--batch-size", batchSize);
    Recipe chosen = recipe();
    if (out != null) {
      checkFolder(out); // before the data are loaded, and fetched maybe
    }
    TrainTest data = Datasets.load(dataset);
    Path folder = out != null ? out : Path.of("runs", data.name() + "-" + chosen.name());
    checkFolder(folder);
    int rounds = epochs != null ? epochs : chosen.epochs();
    int size = batchSize != null ? batchSize : chosen.batchSize();
    int classes = Labels.count(data);
    long[] shape = data.train().inputs().get(0).shape();
    try (Sequential model = chosen.model(classes, shape)) {
      model.seed(seed);
      Stopwatch stopwatch = new Stopwatch();
      model.compile(
          chosen.optimizer(steps(data.train().size(), size, rounds)),
          SparseCategoricalCrossentropy.fromLogits(),
          new SparseCategoricalAccuracy());
      BackupAndRestore backup =
          checkpoint == null ? null : new BackupAndRestore(checkpoint).deleteCheckpoint(false);
      Fit fit = Fit.epochs(rounds).batchSize(size).validation(data.test()).output(console.err());
      History history = fit(model, data.train(), fit, stopwatch, backup);
      double rate = data.train().size() * stopwatch.epochsPerSecond();
      Files.createDirectories(folder);
      model.save(folder.resolve("model.keras"));
      model.export(folder.resolve("saved_model"));
      HistoryCsv.write(folder.resolve("history.csv"), history);
      if (backup != null) {
        backup.delete();
      }
      new TrainPictures(folder, console).write(history, model, data);
      return result(folder, history, model.summary(), stopwatch.total(), rate);
    }
  }

  /** Trains; Ctrl-C ends it after a batch with a {@link CancellationException}. */
  private History fit(
      Sequential model, Dataset data, Fit fit, Stopwatch stopwatch, BackupAndRestore backup) {
    AtomicBoolean stopping = new AtomicBoolean();
    Callback ending =
        backup != null
            ? backup
            : new LambdaCallback()
                .onBatchEnd(
                    (context, batch, logs) -> {
                      if (stopping.get()) {
                        throw new CancellationException(
                            "training was stopped, and nothing is kept of it: with --checkpoint DIR"
                                + " it can go on later");
                      }
                    });
    Runnable stop = backup != null ? backup::saveAndStop : () -> stopping.set(true);
    Interruption interruption = Interruption.passedOn(stop, console);
    try {
      return model.fit(data, fit.callbacks(stopwatch, ending));
    } finally {
      interruption.close();
    }
  }

  private Recipe recipe() {
    try {
      return Recipes.named(recipe);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Finds out before an hour of training that its result could not be written. */
  private static void checkFolder(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is a file, expected a folder for the results");
    }
    Path model = folder.resolve("saved_model");
    if (Files.exists(model) && !Files.exists(model.resolve("saved_model.pb"))) {
      try (Stream<Path> entries = Files.isDirectory(model) ? Files.list(model) : Stream.of(model)) {
        if (entries.findAny().isPresent()) {
          throw new IllegalArgumentException(
              model + " is something else than a SavedModel: name another folder with --out");
        }
      }
    }
    if (Files.isDirectory(folder.resolve("model.keras"))) {
      throw new IllegalArgumentException(
          folder.resolve("model.keras") + " is a folder: name another one with --out");
    }
    Path existing = folder.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IllegalArgumentException(
          folder + " cannot be written: name another folder with --out");
    }
  }

  private static int steps(long examples, int batchSize, int epochs) {
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, (examples + batchSize - 1) / batchSize * epochs));
  }

  private static Result result(
      Path folder, History history, Summary summary, double seconds, double imagesPerSecond) {
    double validation = history.last("val_" + ACCURACY);
    ObjectNode json = Console.object();
    json.put("epochs", history.epochs().size());
    Console.put(json, "seconds", seconds);
    Console.put(json, "loss", history.last("loss"));
    Console.put(json, "accuracy", history.last(ACCURACY));
    Console.put(json, "valLoss", history.last("val_loss"));
    Console.put(json, "valAccuracy", validation);
    Console.put(json, "imagesPerSecond", imagesPerSecond);
    json.put("parameters", summary.parameters());
    json.put("macs", summary.macs());
    String text =
        String.format(
            Locale.ROOT,
            "test accuracy %.2f %%, test loss %.4f after %d epochs in %.1f s (%.0f images/s)%n"
                + "%,d parameters, %,d multiply-accumulates%nwritten to %s",
            validation * 100,
            history.last("val_loss"),
            history.epochs().size(),
            seconds,
            imagesPerSecond,
            summary.parameters(),
            summary.macs(),
            folder);
    return new Result(json, text);
  }
}
