package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.callbacks.BackupAndRestore;
import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.datasets.Datasets;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.models.Summary;
import io.github.inverseactivation.recipes.Recipe;
import io.github.inverseactivation.recipes.RecipeTraining;
import io.github.inverseactivation.recipes.Recipes;
import io.github.inverseactivation.recipes.TrainedRecipe;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.training.DTypePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: a classifier from a data set. */
@Command(
    name = "train",
    description = {
      "Trains a classifier and leaves model.keras, saved_model/, history.csv, curves.png and"
          + " confusion.png in a folder.",
      "Each epoch is validated on the examples held out, or else on the test part."
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
      completionCandidates = RecipeNames.class,
      description = "The network and its settings: ${COMPLETION-CANDIDATES} (default: mnist).")
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
      names = "--hold-out",
      paramLabel = "N",
      description = {
        "Keep the last N training examples for validation and look at the test part once, at the"
            + " end (default: the recipe's)."
      })
  private Integer heldOut;

  @Option(
      names = "--policy",
      paramLabel = "P",
      defaultValue = "float32",
      description =
          "What to compute in while training: ${COMPLETION-CANDIDATES} (default: float32).")
  private DTypePolicy policy;

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

  @Mixin private Threads threads;

  /** The names of all recipes, for the help text. */
  static final class RecipeNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipes.all().stream().map(Recipe::name).iterator();
    }
  }

  TrainCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    requirePositive("--epochs", epochs);
    requirePositive("--batch-size", batchSize);
    if (heldOut != null && heldOut < 0) {
      throw usage("--hold-out must be at least 0 (got " + heldOut + ")");
    }
    Recipe chosen = recipe();
    if (out != null) {
      checkFolder(out); // before the data are loaded, and fetched maybe
    }
    TrainTest data = Datasets.load(dataset);
    Path folder = out != null ? out : Path.of("runs", data.name() + "-" + chosen.name());
    checkFolder(folder);
    RecipeTraining training = training(chosen);
    int classes = Labels.count(data);
    Stopwatch stopwatch = new Stopwatch();
    BackupAndRestore backup =
        checkpoint == null ? null : new BackupAndRestore(checkpoint).deleteCheckpoint(false);
    try (TrainedRecipe trained = train(training, data, classes, stopwatch, backup)) {
      double rate = trained.examples() * stopwatch.epochsPerSecond();
      Files.createDirectories(folder);
      trained
          .model()
          .save(
              folder.resolve("model.keras"),
              KerasOptions.standard().training(!trained.trainedInside()));
      trained.model().export(folder.resolve("saved_model"));
      HistoryCsv.write(folder.resolve("history.csv"), trained.history());
      if (backup != null) {
        backup.delete();
      }
      new TrainPictures(folder, console).write(trained.history(), trained.model(), data, classes);
      return result(folder, trained, stopwatch.total(), rate);
    }
  }

  private RecipeTraining training(Recipe chosen) {
    RecipeTraining training = RecipeTraining.of(chosen).seed(seed).output(console.err());
    if (epochs != null) {
      training = training.epochs(epochs);
    }
    if (batchSize != null) {
      training = training.batchSize(batchSize);
    }
    if (heldOut != null) {
      training = training.heldOut(heldOut);
    }
    return training.runtime(threads.runtime().dtypePolicy(policy));
  }

  /** Trains; Ctrl-C ends it after a batch with a {@link CancellationException}. */
  private TrainedRecipe train(
      RecipeTraining training,
      TrainTest data,
      int classes,
      Stopwatch stopwatch,
      BackupAndRestore backup) {
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
      return training.callbacks(stopwatch, ending).run(data, classes);
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

  private static Result result(
      Path folder, TrainedRecipe trained, double seconds, double imagesPerSecond) {
    History history = trained.history();
    Summary summary = trained.model().summary();
    ObjectNode json = Console.object();
    json.put("epochs", history.epochs().size());
    Console.put(json, "seconds", seconds);
    Console.put(json, "loss", mean(history, "loss"));
    Console.put(json, "accuracy", mean(history, ACCURACY));
    Console.put(json, "valLoss", trained.testLoss());
    Console.put(json, "valAccuracy", trained.testAccuracy());
    trained
        .calibration()
        .ifPresent(
            found -> {
              Console.put(json, "temperature", found.temperature());
              Console.put(json, "heldOutLoss", found.lossAfter());
            });
    Console.put(json, "imagesPerSecond", imagesPerSecond);
    json.put("parameters", summary.parameters());
    json.put("macs", summary.macs());
    String text =
        String.format(
            Locale.ROOT,
            "test accuracy %.2f %%, test loss %.4f after %d epochs in %.1f s (%.0f images/s)%n"
                + "%,d parameters, %,d multiply-accumulates%nwritten to %s",
            trained.testAccuracy() * 100,
            trained.testLoss(),
            history.epochs().size(),
            seconds,
            imagesPerSecond,
            summary.parameters(),
            summary.macs(),
            folder);
    return new Result(json, text);
  }

  /** The last value of a key, or the mean of those of several outputs. */
  private static double mean(History history, String key) {
    List<String> keys = List.of(key);
    if (!history.keys().contains(key) || history.keys().stream().anyMatch(isOf(key))) {
      keys = history.keys().stream().filter(isOf(key)).toList();
    }
    return keys.stream().mapToDouble(history::last).average().orElse(Double.NaN);
  }

  private static Predicate<String> isOf(String key) {
    return each -> each.endsWith("_" + key) && !each.startsWith("val_");
  }
}
