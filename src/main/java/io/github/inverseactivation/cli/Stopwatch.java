package io.github.inverseactivation.cli;

import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.TrainingContext;
import java.util.Map;

/** Times a training: as a whole, and without validation. */
final class Stopwatch implements Callback {
  private final long started = System.nanoTime();
  private long epochStarted;
  private long training;

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    epochStarted = System.nanoTime();
  }

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    if (batch + 1 == context.steps()) {
      training += System.nanoTime() - epochStarted;
    }
  }

  /** Seconds since this object was made. */
  double total() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Seconds within epochs, without their validation. */
  double training() {
    return training / 1e9;
  }
}
