package io.github.inverseactivation.engine;

import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.ProgressBar;
import io.github.inverseactivation.callbacks.ProgressLines;
import io.github.inverseactivation.callbacks.Terminal;
import io.github.inverseactivation.callbacks.TrainingContext;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Seeds;
import io.github.inverseactivation.training.Fit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Epochs, batches, validation and callbacks, in Keras's order. */
final class FitLoop implements TrainingContext {
  private static final long SHUFFLING = 0x5f1e;

  private final Trainer trainer;
  private final Fit fit;
  private final Dataset data;
  private final Dataset validation;
  private final ClassWeights classWeights;
  private final long seed;
  private final History history = new History();
  private final List<Callback> callbacks;
  private boolean stopped;

  FitLoop(Trainer trainer, Dataset data, Fit fit, long seed) {
    this.trainer = trainer;
    this.fit = fit;
    this.seed = seed;
    this.classWeights = new ClassWeights(fit.classWeight());
    if (fit.validationSplit() > 0) {
      if (!(data instanceof ArrayDataset arrays)) {
        throw new IllegalArgumentException(
            "validationSplit needs data in memory: give validation data of its own instead");
      }
      ArrayDataset.Split split = arrays.split(fit.validationSplit());
      this.data = split.train();
      this.validation = split.validation();
    } else {
      this.data = data;
      this.validation = fit.validation();
    }
    this.callbacks = new ArrayList<>(fit.callbacks());
    callbacks.add(history);
    switch (fit.verbosity()) {
      case SILENT -> {}
      case BAR -> callbacks.add(new ProgressBar(fit.output()));
      case LINES -> callbacks.add(new ProgressLines(fit.output()));
      case AUTO ->
          callbacks.add(
              Terminal.isPresent()
                  ? new ProgressBar(fit.output())
                  : new ProgressLines(fit.output()));
    }
  }

  History run() {
    Map<String, Double> logs = Map.of();
    tell(callback -> callback.onTrainBegin(this));
    for (int epoch = 0; epoch < fit.epochs() && !stopped; epoch++) {
      int number = epoch;
      tell(callback -> callback.onEpochBegin(this, number));
      logs = trainEpoch(epoch);
      if (validation != null && !stopped) {
        logs.putAll(validate());
      }
      Map<String, Double> epochLogs = logs;
      tell(callback -> callback.onEpochEnd(this, number, epochLogs));
    }
    Map<String, Double> last = logs;
    tell(callback -> callback.onTrainEnd(this, last));
    return history;
  }

  private Map<String, Double> trainEpoch(int epoch) {
    Iterable<Batch> batches =
        fit.shuffle()
            ? data.batches(fit.batchSize(), Seeds.mix(Seeds.mix(seed, SHUFFLING), epoch))
            : data.batches(fit.batchSize());
    Objective.Totals totals = trainer.totals();
    int step = 0;
    for (Batch batch : batches) {
      int number = step++;
      tell(callback -> callback.onBatchBegin(this, number));
      double loss = trainer.train(classWeights.apply(batch), totals);
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException(
            "the loss became "
                + loss
                + " in epoch "
                + (epoch + 1)
                + ", batch "
                + step
                + ": lower the learning rate, clip gradients, or look for NaN in the data");
      }
      Map<String, Double> logs = totals.logs();
      tell(callback -> callback.onBatchEnd(this, number, logs));
      if (stopped) {
        break;
      }
    }
    return totals.logs();
  }

  private Map<String, Double> validate() {
    tell(callback -> callback.onTestBegin(this));
    Map<String, Double> logs = trainer.evaluate(validation, fit.batchSize());
    tell(callback -> callback.onTestEnd(this, logs));
    Map<String, Double> prefixed = new LinkedHashMap<>();
    logs.forEach((name, value) -> prefixed.put("val_" + name, value));
    return prefixed;
  }

  private void tell(Consumer<Callback> event) {
    callbacks.forEach(event);
  }

  @Override
  public int epochs() {
    return fit.epochs();
  }

  @Override
  public int steps() {
    return Math.toIntExact((data.size() + fit.batchSize() - 1) / fit.batchSize());
  }

  @Override
  public double learningRate() {
    return trainer.learningRate();
  }

  @Override
  public void learningRate(double learningRate) {
    trainer.learningRate(learningRate);
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
