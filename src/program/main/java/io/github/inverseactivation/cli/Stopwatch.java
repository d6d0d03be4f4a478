package io.github.inverseactivation.cli;

import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.TrainingContext;
import java.util.Map;

/** Times a training: as a whole, and without validation. */
final class Stopwatch implements Callback {
  private final long started = System.nanoTime();
  private long batchesStarted;
  private long training;
  private double epochs;

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    batchesStarted = System.nanoTime();
  }

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    long now = System.nanoTime();
    training += now - batchesStarted;
    batchesStarted = now;
    epochs += 1.0 / context.steps();
  }

  /** Seconds since this object was made. */
  double total() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Epochs in a second of training, without their validation; those of an earlier run aside. */
  double epochsPerSecond() {
    return epochs / (training / 1e9);
  }
}
