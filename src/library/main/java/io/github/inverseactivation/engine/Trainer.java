package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Cursor;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.metrics.Direction;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.optimizers.Slot;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;

/** A compiled network: takes steps of training and evaluates, one batch at a time. */
final class Trainer {

  /** What a network runs in. */
  record Runtime(Graph graph, Session session, Ops tf, Variables variables, long seed) {}

  private final Runtime runtime;
  private final Network network;
  private final Compile settings;
  private final Optimizer optimizer;
  private final Objective objective;
  private long seed;
  private final Slots slots;
  private final Map<DataSignature, TrainStep> trainSteps = new HashMap<>();
  private final OpenSizes<TestStep> testSteps;
  private Double fixedLearningRate;
  private long iteration;
  private boolean averagesInPlace;

  Trainer(Runtime runtime, Network network, Compile settings, long seed, String name) {
    this.runtime = runtime;
    this.network = network;
    this.settings = settings;
    this.optimizer = settings.optimizer();
    this.objective =
        new Objective(
            settings.outputs(network.outputNames()),
            network.outputs().stream().map(network::shape).toList());
    this.testSteps =
        new OpenSizes<>(
            network,
            s -> new TestStep(runtime.tf().withSubScope("test"), network, runtime, objective, s));
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
    begin();
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

  /** Puts down everything that decides about the next steps. */
  void state(RunState run) {
    OptimizerState state = state();
    run.put("run/seed", seed);
    run.put("weights", weights());
    run.put("optimizer/iteration", state.iteration());
    // Beside its present value: whether a callback has chosen it, or the optimizer goes on to.
    run.put("optimizer/learningRate", fixedLearningRate == null ? Double.NaN : fixedLearningRate);
    for (int i = 0; i < state.slots().size(); i++) {
      run.put("optimizer/" + i, state.slots().get(i));
    }
    run.put("optimizer/scalars", state.scalars());
    run.put("optimizer/averagesInPlace", averagesInPlace ? 1 : 0);
  }

  void restore(RunState run) {
    double chosen = run.number("optimizer/learningRate");
    List<Map<String, Array>> values = new ArrayList<>();
    for (int i = 0; i < trained().size(); i++) {
      values.add(run.part("optimizer/" + i));
    }
    long iterations = run.whole("optimizer/iteration");
    weights(run.list("weights"));
    Map<String, Array> scalars = run.part("optimizer/scalars");
    double rate = optimizer.learningRate(iterations);
    restore(new OptimizerState(iterations, rate, values, scalars));
    fixedLearningRate = Double.isNaN(chosen) ? null : (Double) chosen;
    averagesInPlace = run.whole("optimizer/averagesInPlace") != 0;
    if (seed != run.whole("run/seed")) {
      seed = run.whole("run/seed");
      synchronized (runtime.graph()) {
        trainSteps.clear(); // their dropout is of the other seed
      }
    }
  }

  List<String> weightNames() {
    return network.weights().stream().map(Weight::path).toList();
  }

  List<Array> weights() {
    return runtime.variables().get(runtime.session());
  }

  void weights(List<Array> values) {
    runtime.variables().set(runtime.session(), network.weights(), values);
  }

  Optional<Direction> direction(String name) {
    return objective.direction(name);
  }

  GraphDef graph() {
    return runtime.graph().toGraphDef();
  }

  long seed() {
    return seed;
  }

  long iteration() {
    return iteration;
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

  /** Weights may be loaded until the first step: slots that start as they do follow them. */
  private void begin() {
    if (iteration == 0) {
      for (Slot slot : optimizer.slots()) {
        if (slot.startsAsWeight()) {
          slots.set(runtime.session(), slot.name(), trainedWeights());
        }
      }
    }
  }

  /** Takes one step and adds its report to the totals. Returns the loss. */
  double train(Batch batch, Objective.Totals totals) {
    Checks.batch(network, objective.outputs(), batch);
    averages(false);
    begin();
    TrainStep step = trainStep(DataSignature.of(batch));
    float[] report = step.run(runtime.session(), batch, learningRate(), iteration);
    iteration++;
    totals.add(report, batch.size());
    return report[0];
  }

  /** Exchanges weights and moving averages, unless it has been done. */
  void averages(boolean inPlace) {
    if (inPlace != averagesInPlace) {
      String slot =
          optimizer
              .finalSlot()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "the optimizer "
                              + optimizer.name()
                              + " keeps no moving averages of the weights: give it useEma(true)"));
      Session session = runtime.session();
      List<Array> weights = trainedWeights();
      List<Array> averages = slots.get(session, slot);
      runtime.variables().set(session, trained(), averages);
      slots.set(session, slot, weights);
      averagesInPlace = inPlace;
    }
  }

  /** Leaves the moving averages in the weights' place, where the optimizer keeps them. */
  void finish() {
    if (iteration > 0 && optimizer.finalSlot().isPresent()) {
      averages(true);
      averagesInPlace = false;
      slots.set(runtime.session(), optimizer.finalSlot().get(), trainedWeights());
    }
  }

  private List<Array> trainedWeights() {
    List<Array> all = weights();
    return trained().stream().map(weight -> all.get(weight.index())).toList();
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
        float[] report =
            testSteps.run(
                runtime.graph(),
                DataSignature.of(batch),
                step -> step.run(runtime.session(), batch));
        totals.add(report, batch.size());
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
}
