package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.datasets.Datasets;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.models.SignatureInfo;
import io.github.inverseactivation.models.TensorSpec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: loss and accuracy of a classifier on the test part of a data set. */
@Command(
    name = "evaluate",
    description = {
      "Computes accuracy and crossentropy on the test part of a data set.",
      "Whether outputs are logits or probabilities is recorded in models that this program trained,"
          + " and in .keras files by their loss. Of others, outputs are probabilities if no number"
          + " is negative and each row adds up to 1 within 0.001, otherwise logits."
    })
final class EvaluateCommand extends BaseCommand {

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model.")
  private Path model;

  @Option(
      names = "--dataset",
      paramLabel = "D",
      defaultValue = "mnist",
      description = "What to evaluate on (default: mnist).")
  private String dataset;

  @Mixin private Threads threads;

  @Mixin private Trusted trusted;

  EvaluateCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    Array scores;
    Optional<Boolean> logits;
    TrainTest data;
    long[] labels;
    try (OpenModel opened = OpenModel.of(model, threads.runtime(), trusted)) {
      logits = opened.logits();
      data = Datasets.load(dataset);
      labels = Labels.of(data.name(), data.test());
      scores = scores(opened.predictor(), data.test());
    }
    Scores.Result found = new Scores(scores, logits).compare(labels);
    ObjectNode json = Console.object();
    json.put("samples", labels.length);
    Console.put(json, "loss", found.loss());
    Console.put(json, "accuracy", found.accuracy());
    return new Result(
        json,
        String.format(
            Locale.ROOT,
            "accuracy %.2f %%, loss %.4f on %d examples (outputs are %s)",
            found.accuracy() * 100,
            found.loss(),
            labels.length,
            found.logits() ? "logits" : "probabilities"));
  }

  private Array scores(BatchPredictor predictor, ArrayDataset test) {
    SignatureInfo signature = predictor.signature();
    if (signature.inputs().size() != 1 || signature.outputs().size() != 1) {
      throw new IllegalArgumentException(
          model
              + " has the inputs "
              + signature.inputs().keySet()
              + " and the outputs "
              + signature.outputs().keySet()
              + ", expected one of each: a classifier");
    }
    TensorSpec input = signature.inputs().values().iterator().next();
    Array images = test.inputArrays().get(0);
    Array fitting = Fitting.toInput(images, input, dataset);
    return predictor.predict(Map.of(input.name(), fitting)).values().iterator().next();
  }
}
