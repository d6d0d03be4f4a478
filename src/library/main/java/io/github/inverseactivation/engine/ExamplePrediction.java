package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.runtime.FloatRun;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Predicts for one example of floats at a time, with buffers that are used again. While weights are
 * changing, predictions go the way of batches.
 */
final class ExamplePrediction implements AutoCloseable {
  private final Prediction batches;
  private final FrozenCopy<ExampleNetwork> copy;
  private final NetworkInput input;
  private final long[] shape;

  /** The buffers of predictions that have ended, for threads that bring none. */
  private final Queue<FloatRun> idle = new ConcurrentLinkedQueue<>();

  /**
   * Makes nothing yet.
   *
   * @param batches what predicts while weights are changing
   * @param copy the network
   * @param input the network's input
   */
  ExamplePrediction(Prediction batches, FrozenCopy<ExampleNetwork> copy, NetworkInput input) {
    this.batches = batches;
    this.copy = copy;
    this.input = input;
    this.shape = input.shape().tail().prepend(1).asArray();
  }

  float[] run(float[] example) {
    check(example);
    if (batches.isChanging()) {
      return asBatch(example);
    }
    ExampleNetwork network = copy.begin();
    try {
      FloatRun run = idle.poll();
      if (run == null) {
        run = network.run();
      }
      try {
        return run.run(example);
      } finally {
        idle.add(run);
      }
    } finally {
      copy.end();
    }
  }

  void run(FloatRun run, float[] example, float[] scores) {
    check(example);
    if (batches.isChanging()) {
      float[] result = asBatch(example);
      System.arraycopy(result, 0, scores, 0, scores.length);
      return;
    }
    copy.begin();
    try {
      run.run(example, scores);
    } finally {
      copy.end();
    }
  }

  private void check(float[] example) {
    if (!input.dtype().isFloating()) {
      WholeNumbers.check(input, Array.of(example, shape));
    }
  }

  /** Buffers for one thread. */
  FloatRun newRun() {
    ExampleNetwork network = copy.begin();
    try {
      return network.run();
    } finally {
      copy.end();
    }
  }

  private float[] asBatch(float[] example) {
    return batches.run(List.of(Array.of(example, shape)), 1).get(0).floats();
  }

  @Override
  public void close() {
    for (FloatRun run = idle.poll(); run != null; run = idle.poll()) {
      run.close();
    }
    copy.close();
  }
}
