package io.github.inverseactivation.engine;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.runtime.NativeLibrary;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * A network that runs: its graph, its session and its weights, and the native memory of all three.
 *
 * <p>Prediction, evaluation and training are separate parts of one graph over the same variables,
 * each made when it is first needed.
 */
public final class Engine implements AutoCloseable {
  private final Graph graph;
  private final Session session;
  private final Ops tf;
  private final long seed;
  private final Lifecycle lifecycle = new Lifecycle();
  private final Variables variables;
  private final Prediction prediction;
  private final Network network;
  private volatile Trainer trainer;
  private final Map<List<Object>, StatisticsStep> statistics = new HashMap<>();
  private int compilations;

  /**
   * Makes the variables and draws their initial values.
   *
   * @param network the network
   * @param seed the seed of everything random
   * @param options how to use the runtime
   */
  public Engine(Network network, long seed, RuntimeOptions options) {
    this(network, seed, options, null);
  }

  /**
   * Makes the variables with values that are known, such as a file's.
   *
   * @param network the network
   * @param seed the seed of everything random
   * @param options how to use the runtime
   * @param weights a value for each of the network's weights; null to draw initial ones
   * @throws IllegalArgumentException if a value has another shape than its weight
   */
  public Engine(Network network, long seed, RuntimeOptions options, List<Array> weights) {
    NativeLibrary.await();
    this.network = network;
    this.seed = seed;
    this.graph = new Graph();
    this.session = new Session(graph, SessionConfig.of(options));
    this.tf = Ops.create(graph);
    try {
      this.variables = new Variables(network, tf);
      if (weights == null) {
        variables.initialize(tf, session, seed);
      } else {
        variables.set(session, network.weights(), weights);
      }
      Trainer.Runtime runtime = new Trainer.Runtime(graph, session, tf, variables, seed);
      this.prediction = new Prediction(runtime, network, options);
    } catch (RuntimeException e) {
      session.close();
      graph.close();
      throw e;
    }
  }

  /**
   * Copies all weights out of the runtime.
   *
   * @return the values, in the order of the network's weights
   */
  public List<Array> weights() {
    return lifecycle.use(() -> variables.get(session));
  }

  /**
   * Replaces weights, all or none.
   *
   * @param which the weights
   * @param values their values
   * @throws IllegalArgumentException if a value has another shape than its weight
   */
  public void weights(List<Weight> which, List<Array> values) {
    changeWeights(
        "setting weights",
        () -> {
          variables.set(session, which, values);
          return null;
        });
  }

  /**
   * Computes the outputs for inputs.
   *
   * @param inputs one array per input, batch dimension first
   * @param batchSize how many examples to compute at once
   * @return one array per output
   * @throws IllegalArgumentException if an input has another shape than the network takes
   */
  public List<Array> predict(List<Array> inputs, int batchSize) {
    return lifecycle.use(
        () -> {
          Checks.inputs(network, inputs);
          return prediction.run(inputs, batchSize);
        });
  }

  /**
   * Computes the output for one example, of a network of one input and one output.
   *
   * @param example the input's numbers; as many as the input has
   * @return the output's numbers
   */
  public float[] predict(float[] example) {
    lifecycle.begin();
    try {
      return prediction.examples().run(example);
    } finally {
      lifecycle.end();
    }
  }

  /**
   * Prepares predictions for single examples, of a network of one input and one output.
   *
   * @return what predicts, which the caller closes
   */
  public ExamplePredictor predictor() {
    return lifecycle.use(() -> new ExamplePredictor(lifecycle, prediction.examples()));
  }

  /**
   * Prepares training and evaluation.
   *
   * @param topology the network, with the layers to train marked as trainable
   * @param settings the optimizer, and what each output is trained for
   */
  public void compile(Network topology, Compile settings) {
    settings.outputs(topology.outputNames()); // complains before anything is changed
    lifecycle.change(
        "compile",
        () -> {
          String name = "optimizer" + (compilations == 0 ? "" : "_" + compilations);
          long present = trainer == null ? seed : trainer.seed(); // restored with a run, maybe
          compilations++;
          synchronized (graph) {
            trainer =
                new Trainer(
                    new Trainer.Runtime(graph, session, tf, variables, seed),
                    topology,
                    settings,
                    present,
                    name);
          }
          return trainer;
        });
  }

  /**
   * Copies weights and training out of the runtime, as they are between two steps.
   *
   * @return the state
   */
  public Snapshot snapshot() {
    return lifecycle.change(
        "save",
        () -> {
          List<Array> weights = variables.get(session);
          Trainer now = trainer;
          return now == null
              ? new Snapshot(weights, null, List.of(), null)
              : new Snapshot(weights, now.settings(), now.trained(), now.state());
        });
  }

  /**
   * Continues training from where an optimizer stood.
   *
   * @param state where it stood
   * @throws IllegalArgumentException if it is the state of another optimizer or network
   */
  public void restore(OptimizerState state) {
    lifecycle.change(
        "restore",
        () -> {
          compiled("restore").restore(state);
          return null;
        });
  }

  /**
   * Whether {@link #compile} has been called.
   *
   * @return true if training can begin
   */
  public boolean isCompiled() {
    return trainer != null;
  }

  /** Writes the model that an engine runs. */
  @FunctionalInterface
  public interface Saver {

    /**
     * Writes the model.
     *
     * @param path the file
     * @throws IOException if it cannot be written
     */
    void save(Path path) throws IOException;
  }

  /**
   * Trains.
   *
   * @param data the examples
   * @param fit how to train
   * @param saver writes the model where a callback asks for it
   * @return what each epoch's logs held
   */
  public History fit(Dataset data, Fit fit, Saver saver) {
    return changeWeights("fit", () -> new FitLoop(compiled("fit"), data, fit, saver).run());
  }

  /**
   * Makes one step of training.
   *
   * @param batch the examples
   * @return loss and metrics on the batch, before the update
   */
  public Map<String, Double> trainOnBatch(Batch batch) {
    return changeWeights(
        "trainOnBatch",
        () -> {
          Trainer compiled = compiled("trainOnBatch");
          Objective.Totals totals = compiled.totals();
          compiled.train(batch, totals);
          return totals.logs();
        });
  }

  /**
   * Computes loss and metrics.
   *
   * @param data the examples
   * @param batchSize how many examples to compute at once
   * @return the loss and each metric, by name
   */
  public Map<String, Double> evaluate(Dataset data, int batchSize) {
    return lifecycle.use(() -> compiled("evaluate").evaluate(data, batchSize));
  }

  /**
   * Replaces the statistics of all trainable normalizations by those of a data set.
   *
   * @param topology the network, with the layers to train marked as trainable
   * @param data the examples; only their inputs count
   * @param batchSize how many examples are normalized together
   * @throws IllegalArgumentException if there is no such layer, one is called several times or is
   *     within a layer that is no model, or there are no examples
   */
  public void recomputeStatistics(Network topology, Dataset data, int batchSize) {
    changeWeights(
        "recomputing statistics",
        () -> {
          Statistics all = new Statistics();
          StatisticsStep step = null;
          long number = 0;
          for (Batch batch : data.batches(batchSize)) {
            Batch inputs = new Batch(batch.inputs(), List.of(), null);
            Checks.inputs(network, inputs.inputs());
            step = statisticsStep(topology, DataSignature.of(inputs));
            all.add(step.run(session, inputs, number++), inputs.size());
          }
          if (step == null) {
            throw new IllegalArgumentException(
                "the data set has no examples; at least 1 is expected");
          }
          variables.set(session, step.weights(), all.values());
          return null;
        });
  }

  private StatisticsStep statisticsStep(Network topology, DataSignature signature) {
    synchronized (graph) {
      return statistics.computeIfAbsent(
          List.of(topology, signature),
          any ->
              new StatisticsStep(
                  tf.withSubScope("statistics"), topology, variables, signature, seed));
    }
  }

  private <R> R changeWeights(String what, Supplier<R> action) {
    return lifecycle.change(
        what,
        () -> {
          prediction.beginChange();
          try {
            return action.get();
          } finally {
            prediction.endChange();
          }
        });
  }

  private Trainer compiled(String what) {
    if (trainer == null) {
      throw new IllegalStateException(
          what + " before compile: call compile(optimizer, loss, metrics...) first");
    }
    return trainer;
  }

  /** Waits for other threads' predictions to end and gives the native memory back. */
  @Override
  public void close() {
    lifecycle.close(
        () -> {
          prediction.close();
          session.close();
          graph.close();
        });
  }
}
