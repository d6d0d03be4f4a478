package io.github.inverseactivation.engine;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.callbacks.TrainingContext;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Cursor;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Seeds;
import io.github.inverseactivation.metrics.Direction;
import io.github.inverseactivation.training.Fit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.GraphDef;

/**
 * Epochs, batches, validation and callbacks, in Keras's order.
 *
 * <p>Where a run stands is a few numbers: the epoch, the batches done in it, the sums of the
 * metrics. All else follows from the seed, so a run that begins in the middle with the same numbers
 * and weights goes on as the first would have.
 */
final class FitLoop implements TrainingContext {
  private static final long SHUFFLING = 0x5f1e;

  private final Trainer trainer;
  private final Fit fit;
  private final Dataset data;
  private final Dataset validation;
  private final ClassWeights classWeights;
  private final Engine.Saver saver;
  private final History history = new History();
  private final CallbackList callbacks;

  private int countedSteps = UNKNOWN_STEPS;
  private int epoch;
  private int batch;
  private Objective.Totals totals;
  private Map<String, Double> lastLogs = Map.of();
  private boolean stopped;
  private RunState restored;

  FitLoop(Trainer trainer, Dataset data, Fit fit, Engine.Saver saver) {
    this.trainer = trainer;
    this.fit = fit;
    this.saver = saver;
    this.totals = trainer.totals();
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
    this.callbacks = new CallbackList(fit, history);
  }

  History run() {
    callbacks.tell(callback -> callback.onTrainBegin(this));
    while (epoch < fit.epochs() && (!stopped || batch > 0)) {
      runEpoch();
    }
    trainer.finish();
    callbacks.tell(callback -> callback.onTrainEnd(this, lastLogs));
    return history;
  }

  private void runEpoch() {
    int number = epoch;
    callbacks.tell(callback -> callback.onEpochBegin(this, number));
    if (batch > 0) { // what callbacks did at the beginning of this epoch, they have done before
      restoreSteering(restored);
    }
    trainEpoch();
    Map<String, Double> logs = totals.logs();
    if (validation != null) {
      logs.putAll(validate());
    }
    lastLogs = logs;
    epoch++;
    batch = 0;
    totals = trainer.totals();
    Map<String, Double> told = new LinkedHashMap<>(logs); // callbacks may add to it
    callbacks.tell(callback -> callback.onEpochEnd(this, number, told));
  }

  private void trainEpoch() {
    try (Cursor<Batch> walk = Cursor.over(batches())) {
      for (int done = 0; done < batch && walk.hasNext(); done++) {
        walk.next();
      }
      while (walk.hasNext() && !(stopped && batch > 0)) {
        trainBatch(walk.next());
      }
    }
    if (batch == 0) {
      throw new IllegalArgumentException("the data set has no examples; at least 1 is expected");
    }
    countedSteps = batch;
  }

  private void trainBatch(Batch examples) {
    int number = batch;
    callbacks.tell(callback -> callback.onBatchBegin(this, number));
    double loss = trainer.train(classWeights.apply(examples), totals);
    batch++;
    Map<String, Double> logs = totals.logs();
    callbacks.tell(callback -> callback.onBatchEnd(this, number, logs));
    if (!Double.isFinite(loss) && !stopped) {
      throw new IllegalStateException(
          "the loss became "
              + loss
              + " in epoch "
              + (epoch + 1)
              + ", batch "
              + batch
              + ": lower the learning rate, clip gradients, or look for NaN in the data");
    }
  }

  private Iterable<Batch> batches() {
    return fit.shuffle()
        ? data.batches(fit.batchSize(), Seeds.mix(Seeds.mix(trainer.seed(), SHUFFLING), epoch))
        : data.batches(fit.batchSize());
  }

  private Map<String, Double> validate() {
    callbacks.tell(callback -> callback.onTestBegin(this));
    Map<String, Double> logs = trainer.evaluate(validation, fit.batchSize());
    callbacks.tell(callback -> callback.onTestEnd(this, logs));
    Map<String, Double> prefixed = new LinkedHashMap<>();
    logs.forEach((name, value) -> prefixed.put("val_" + name, value));
    return prefixed;
  }

  @Override
  public Map<String, Array> state() {
    RunState state = new RunState();
    place().forEach((name, value) -> state.put("run/" + name, value));
    state.put("run/epoch", epoch);
    state.put("run/batch", batch);
    state.put("run/stopped", stopped ? 1 : 0);
    lastLogs.forEach((name, value) -> state.put("logs/" + name, value));
    state.put("totals", totals.state());
    trainer.state(state);
    callbacks.state(state);
    return state.arrays();
  }

  /** What must be the same for the numbers of a place to mean the same batches. */
  private Map<String, Long> place() {
    Map<String, Long> place = new LinkedHashMap<>();
    place.put("examples", data.size());
    place.put("batchSize", (long) fit.batchSize());
    place.put("shuffle", fit.shuffle() ? 1L : 0L);
    return place;
  }

  @Override
  public void restore(Map<String, Array> arrays) {
    RunState state = new RunState(arrays);
    place()
        .forEach(
            (name, here) -> {
              if (state.whole("run/" + name) != here) {
                throw new IllegalArgumentException(
                    "the state is of a run with "
                        + name
                        + " "
                        + state.whole("run/" + name)
                        + ", but this one has "
                        + here
                        + ": train as before, or leave the state out");
              }
            });
    trainer.restore(state);
    epoch = Math.toIntExact(state.whole("run/epoch"));
    batch = Math.toIntExact(state.whole("run/batch"));
    stopped = state.whole("run/stopped") != 0;
    totals = trainer.totals();
    totals.restore(state.part("totals"));
    lastLogs = new LinkedHashMap<>();
    state.part("logs").keySet().forEach(key -> lastLogs.put(key, state.number("logs/" + key)));
    restored = state;
    callbacks.restore(state);
  }

  private void restoreSteering(RunState state) {
    if (state != null) {
      trainer.restore(state);
      stopped = state.whole("run/stopped") != 0;
      callbacks.restore(state);
    }
  }

  @Override
  public int epochs() {
    return fit.epochs();
  }

  @Override
  public int steps() {
    return data.size() == Dataset.UNKNOWN_SIZE
        ? countedSteps
        : Math.toIntExact((data.size() + fit.batchSize() - 1) / fit.batchSize());
  }

  @Override
  public long iteration() {
    return trainer.iteration();
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

  @Override
  public Optional<Direction> direction(String name) {
    return trainer.direction(name);
  }

  @Override
  public List<String> weightNames() {
    return trainer.weightNames();
  }

  @Override
  public List<Array> weights() {
    return trainer.weights();
  }

  @Override
  public void weights(List<Array> weights) {
    trainer.weights(weights);
  }

  @Override
  public void averages(boolean inPlace) {
    trainer.averages(inPlace);
  }

  @Override
  public void save(Path path) throws IOException {
    saver.save(path);
  }

  @Override
  public GraphDef graph() {
    return trainer.graph();
  }
}
