package io.github.inverseactivation.engine;

import io.github.inverseactivation.runtime.FloatRun;
import java.util.concurrent.atomic.AtomicBoolean;

/** Predicts for single examples, with native memory of its own; for one thread at a time. */
public final class ExamplePredictor implements AutoCloseable {
  private final Lifecycle lifecycle;
  private final ExamplePrediction prediction;
  private final FloatRun run;
  private final AtomicBoolean busy = new AtomicBoolean();
  private boolean closed;

  ExamplePredictor(Lifecycle lifecycle, ExamplePrediction prediction) {
    this.lifecycle = lifecycle;
    this.prediction = prediction;
    this.run = prediction.newRun();
  }

  /**
   * Predicts.
   *
   * @param example the input's numbers; as many as the input has
   * @param scores where to put the output's numbers; as many as the output has
   * @throws IllegalStateException if this predictor or its model is closed, or if another thread
   *     uses this predictor at the moment
   */
  public void predict(float[] example, float[] scores) {
    begin("predict");
    try {
      if (closed) {
        throw new IllegalStateException("the predictor is closed: ask the model for another one");
      }
      lifecycle.begin();
      try {
        prediction.run(run, example, scores);
      } finally {
        lifecycle.end();
      }
    } finally {
      busy.set(false);
    }
  }

  private void begin(String what) {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          what + " while another thread uses this predictor: make one for each thread");
    }
  }

  /**
   * Gives the native memory back; further calls do nothing.
   *
   * @throws IllegalStateException if another thread uses this predictor at the moment
   */
  @Override
  public void close() {
    begin("close");
    try {
      if (!closed) {
        closed = true;
        run.close();
      }
    } finally {
      busy.set(false);
    }
  }
}
