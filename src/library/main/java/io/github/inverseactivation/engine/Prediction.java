package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.layers.Seeds;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.training.RuntimeOptions;
import java.util.List;

/**
 * Predicts with a frozen copy of the network, which is brought up to date when weights have
 * changed; while they are changing, with the weights themselves. There is one copy for little work
 * at a time, one for much and one for single examples, each made when it is first needed.
 */
final class Prediction implements FrozenCopy.Source, AutoCloseable {
  /**
   * Up to so many multiply-accumulates, some 300 microseconds of one core, a second thread is no
   * help.
   */
  private static final long LITTLE_WORK = 1L << 24;

  private final Trainer.Runtime runtime;
  private final Network network;
  private final OpenSizes<PredictStep> liveSteps;
  private final FrozenCopy<FrozenNetwork> forLittle;
  private final FrozenCopy<FrozenNetwork> forMuch;
  private final ExamplePrediction examples;
  private final long littleRows;
  private volatile long version;
  private volatile boolean changing;

  Prediction(Trainer.Runtime runtime, Network network, RuntimeOptions options) {
    this.runtime = runtime;
    this.network = network;
    this.liveSteps =
        new OpenSizes<>(
            network,
            s -> PredictStep.live(runtime.tf().withSubScope("predict"), network, runtime, s));
    this.littleRows = LITTLE_WORK / Math.max(1, network.macs());
    this.forLittle =
        new FrozenCopy<>(this, () -> new FrozenNetwork(network, options, true, seed(1)));
    this.forMuch =
        new FrozenCopy<>(this, () -> new FrozenNetwork(network, options, false, seed(2)));
    this.examples =
        new ExamplePrediction(
            this,
            new FrozenCopy<>(
                this, () -> new ExampleNetwork(network, options, isLittle(1), seed(3))),
            network.inputs().get(0));
  }

  /** What is drawn in one session differs from what is drawn in another. */
  private long seed(int copy) {
    return Seeds.mix(runtime.seed(), copy);
  }

  private boolean isLittle(int rows) {
    return rows <= littleRows;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public List<Array> weights() {
    return runtime.variables().get(runtime.session());
  }

  boolean isChanging() {
    return changing;
  }

  /** Predicts for one example of floats. */
  ExamplePrediction examples() {
    return examples;
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
      return chunks.apply(
          inputs,
          chunk ->
              liveSteps.run(
                  runtime.graph(), signature, step -> step.run(runtime.session(), chunk)));
    }
    int rows = Math.min(inputs.get(0).rows(), batchSize);
    FrozenCopy<FrozenNetwork> copy = isLittle(rows) ? forLittle : forMuch;
    FrozenNetwork frozen = copy.begin();
    try {
      return chunks.apply(inputs, chunk -> frozen.predict(signature, chunk));
    } finally {
      copy.end();
    }
  }

  @Override
  public void close() {
    forLittle.close();
    forMuch.close();
    examples.close();
  }
}
