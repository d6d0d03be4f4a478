package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Cursor;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** A compiled network: takes steps of training and evaluates, one batch at a time. */
final class Trainer {

  /** What a network runs in. */
  record Runtime(Graph graph, Session session, Ops tf, Variables variables) {}

  private final Runtime runtime;
  private final Network network;
  private final Compile settings;
  private final Optimizer optimizer;
  private final Objective objective;
  private final long seed;
  private final Slots slots;
  private final Map<DataSignature, TrainStep> trainSteps = new HashMap<>();
  private final Map<DataSignature, TestStep> testSteps = new HashMap<>();
  private Double fixedLearningRate;
  private long iteration;

  Trainer(Runtime runtime, Network network, Compile settings, long seed, String name) {
    this.runtime = runtime;
    this.network = network;
    this.settings = settings;
    this.optimizer = settings.optimizer();
    this.objective =
        new Objective(
            settings.outputs(network.outputNames()),
            network.outputs().stream().map(network::shape).toList());
    this.seed = seed;
    this.slots = new Slots(runtime.tf(), runtime.session(), trained(), optimizer, name);
  }

  Compile settings() {
    return settings;
  }

  List<Weight> trained() {
    return network.weights().stream().filter(Weight::trainable).toList();
  }

  OptimizerState state() {
    Session session = runtime.session();
    return new OptimizerState(
        iteration, learningRate(), slots.get(session), slots.scalars(session));
  }

  void restore(OptimizerState state) {
    slots.set(runtime.session(), state.slots(), state.scalars());
    iteration = state.iteration();
    boolean chosen = (float) state.learningRate() != (float) optimizer.learningRate(iteration);
    fixedLearningRate = chosen ? (Double) state.learningRate() : null;
  }

  Objective.Totals totals() {
    return objective.totals();
  }

  double learningRate() {
    return fixedLearningRate != null ? fixedLearningRate : optimizer.learningRate(iteration);
  }

  void learningRate(double learningRate) {
    if (!(learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the learning rate must be a number of at least 0, not " + learningRate);
    }
    fixedLearningRate = learningRate;
  }

  /** Takes one step and adds its report to the totals. Returns the loss. */
  double train(Batch batch, Objective.Totals totals) {
    Checks.batch(network, objective.outputs(), batch);
    TrainStep step = trainStep(DataSignature.of(batch));
    float[] report = step.run(runtime.session(), batch, learningRate(), iteration);
    iteration++;
    totals.add(report, batch.size());
    return report[0];
  }

  /** Puts the weights' moving averages in their place, where the optimizer keeps them. */
  void finish() {
    if (iteration > 0) {
      Session session = runtime.session();
      optimizer
          .finalSlot()
          .ifPresent(slot -> runtime.variables().set(session, trained(), slots.get(session, slot)));
    }
  }

  Map<String, Double> evaluate(Dataset data, int batchSize) {
    Objective.Totals totals = totals();
    try (Cursor<Batch> batches = Cursor.over(data.batches(batchSize))) {
      if (!batches.hasNext()) {
        throw new IllegalArgumentException("the data set has no examples; at least 1 is expected");
      }
      while (batches.hasNext()) {
        Batch batch = batches.next();
        Checks.batch(network, objective.outputs(), batch);
        totals.add(testStep(DataSignature.of(batch)).run(runtime.session(), batch), batch.size());
      }
    }
    return totals.logs();
  }

  private TrainStep trainStep(DataSignature signature) {
    // One graph, one builder at a time: names are made unique without a lock of their own.
    synchronized (runtime.graph()) {
      return trainSteps.computeIfAbsent(
          signature,
          s ->
              new TrainStep(
                  runtime.graph(),
                  runtime.tf().withSubScope("train"),
                  network,
                  runtime.variables(),
                  slots,
                  optimizer,
                  objective,
                  s,
                  seed));
    }
  }

  private TestStep testStep(DataSignature signature) {
    synchronized (runtime.graph()) {
      return testSteps.computeIfAbsent(
          signature,
          s ->
              new TestStep(
                  runtime.tf().withSubScope("test"), network, runtime.variables(), objective, s));
    }
  }
}
