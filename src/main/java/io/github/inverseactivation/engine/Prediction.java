package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.training.RuntimeOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Predicts with a frozen copy of the network, which is brought up to date when weights have
 * changed; while they are changing, with the weights themselves. There is one copy for little work
 * at a time and one for much, each made when it is first needed.
 */
final class Prediction implements AutoCloseable {
  /**
   * Up to so many multiply-accumulates, some 300 microseconds of one core, a second thread is no
   * help.
   */
  private static final long LITTLE_WORK = 1L << 24;

  private final Trainer.Runtime runtime;
  private final Network network;
  private final RuntimeOptions options;
  private final Map<DataSignature, PredictStep> liveSteps = new HashMap<>();
  private final FrozenCopy forLittle = new FrozenCopy(true);
  private final FrozenCopy forMuch = new FrozenCopy(false);
  private volatile long version;
  private volatile boolean changing;

  Prediction(Trainer.Runtime runtime, Network network, RuntimeOptions options) {
    this.runtime = runtime;
    this.network = network;
    this.options = options;
  }

  /** The weights are about to change; only one thread changes them. */
  void beginChange() {
    changing = true;
  }

  /** The weights have changed. */
  void endChange() {
    version++;
    changing = false;
  }

  List<Array> run(List<Array> inputs, int batchSize) {
    DataSignature signature = DataSignature.of(new Batch(inputs, List.of(), null));
    Chunks chunks = new Chunks(batchSize);
    if (changing) {
      PredictStep step = liveStep(signature);
      return chunks.apply(inputs, chunk -> step.run(runtime.session(), chunk));
    }
    int rows = Math.min(inputs.get(0).rows(), batchSize);
    FrozenCopy copy = rows <= LITTLE_WORK / Math.max(1, network.macs()) ? forLittle : forMuch;
    return copy.use(net -> chunks.apply(inputs, chunk -> net.predict(signature, chunk)));
  }

  /** A frozen network, made when it is first used and brought up to date when it is used again. */
  private final class FrozenCopy {
    private final boolean small;
    private final ReentrantReadWriteLock copying = new ReentrantReadWriteLock();
    private FrozenNetwork frozen;
    private long copied = -1;

    FrozenCopy(boolean small) {
      this.small = small;
    }

    <R> R use(Function<FrozenNetwork, R> action) {
      copying.readLock().lock();
      try {
        if (copied == version) {
          return action.apply(frozen);
        }
      } finally {
        copying.readLock().unlock();
      }
      copying.writeLock().lock();
      try {
        if (copied != version) {
          long now = version;
          if (frozen == null) {
            frozen = new FrozenNetwork(network, options, small);
          }
          frozen.weights(runtime.variables().get(runtime.session()));
          copied = now;
        }
        copying.readLock().lock();
      } finally {
        copying.writeLock().unlock();
      }
      try {
        return action.apply(frozen);
      } finally {
        copying.readLock().unlock();
      }
    }

    void close() {
      if (frozen != null) {
        frozen.close();
      }
    }
  }

  private PredictStep liveStep(DataSignature signature) {
    synchronized (runtime.graph()) {
      return liveSteps.computeIfAbsent(
          signature,
          s -> PredictStep.live(runtime.tf().withSubScope("predict"), network, runtime, s));
    }
  }

  @Override
  public void close() {
    forLittle.close();
    forMuch.close();
  }
}
