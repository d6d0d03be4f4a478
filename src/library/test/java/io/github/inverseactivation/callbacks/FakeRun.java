package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.metrics.Direction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.GraphDef;

/** A run without a model: its one weight is the number of the epoch. */
final class FakeRun implements TrainingContext {
  final List<Map<String, Double>> told = new ArrayList<>();
  final List<Double> rates = new ArrayList<>();
  final List<String> saved = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  private double learningRate;
  private int weight = -1;
  private boolean stopped;

  FakeRun(double learningRate) {
    this.learningRate = learningRate;
  }

  /** Tells a callback of epochs with given logs, each after batches with given logs. */
  void drive(
      Callback callback, List<Map<String, Double>> epochs, List<Map<String, Double>> batchLogs) {
    callback.onTrainBegin(this);
    for (int epoch = 0; epoch < epochs.size() && !stopped; epoch++) {
      weight = epoch;
      callback.onEpochBegin(this, epoch);
      for (int batch = 0; batch < batchLogs.size() && !stopped; batch++) {
        batches.add(batch);
        callback.onBatchBegin(this, batch);
        callback.onBatchEnd(this, batch, batchLogs.get(batch));
      }
      Map<String, Double> logs = new LinkedHashMap<>(epochs.get(epoch));
      callback.onEpochEnd(this, epoch, logs);
      told.add(logs);
      rates.add((double) (float) learningRate);
    }
    callback.onTrainEnd(this, epochs.get(told.size() - 1));
  }

  int weight() {
    return weight;
  }

  @Override
  public int epochs() {
    return 100;
  }

  @Override
  public int steps() {
    return 5;
  }

  @Override
  public long iteration() {
    return 0;
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public void learningRate(double newLearningRate) {
    learningRate = newLearningRate;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Optional<Direction> direction(String name) {
    return name.equals("loss") ? Optional.of(Direction.DOWN) : Optional.empty();
  }

  @Override
  public List<String> weightNames() {
    return List.of("epoch");
  }

  @Override
  public List<Array> weights() {
    return List.of(Array.of(new int[] {weight}));
  }

  @Override
  public void weights(List<Array> weights) {
    weight = (int) weights.get(0).longs()[0];
  }

  @Override
  public void averages(boolean inPlace) {
    throw new IllegalStateException("no averages");
  }

  @Override
  public void save(Path path) {
    saved.add(path.toString());
  }

  @Override
  public GraphDef graph() {
    return GraphDef.getDefaultInstance();
  }

  @Override
  public Map<String, Array> state() {
    return Map.of("weight", weights().get(0));
  }

  @Override
  public void restore(Map<String, Array> state) {
    weights(List.of(state.get("weight")));
  }
}
