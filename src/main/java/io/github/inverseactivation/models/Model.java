package io.github.inverseactivation.models;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.engine.Compilation;
import io.github.inverseactivation.engine.Engine;
import io.github.inverseactivation.engine.Snapshot;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.saving.keras.KerasFile;
import io.github.inverseactivation.saving.keras.KerasModel;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.saving.keras.KerasTraining;
import io.github.inverseactivation.saving.savedmodel.SavedModelWriter;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Fit;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;

/**
 * A network that can be trained, evaluated, asked and exported: what every kind of model does.
 *
 * <p>A model owns native memory from the first call that needs the TensorFlow runtime; close it.
 * Any number of threads may call {@link #predict(Array)} at once; one at a time may train.
 *
 * <p>Names and defaults are those of {@code keras.Model}.
 */
public abstract sealed class Model implements AutoCloseable permits Sequential {
  private static final int BATCH_SIZE = 32;

  private long seed = new SecureRandom().nextLong();
  private Network network;
  private Engine engine;
  private boolean closed;

  Model() {}

  /** The topology as described so far, asked for once. */
  abstract Network describe();

  /**
   * Fixes everything random: initial weights, dropout, the order of examples. Two runs under one
   * seed give the same numbers to the last digit. Default: another seed each time.
   *
   * @param newSeed the seed
   * @return this model
   * @throws IllegalStateException if the model has its weights already
   */
  public Model seed(long newSeed) {
    if (engine != null) {
      throw new IllegalStateException(
          "the weights are drawn already: set the seed before anything else is asked of the model");
    }
    seed = newSeed;
    return this;
  }

  /**
   * The topology: layers, shapes and weights' declarations.
   *
   * @return the topology
   * @throws IllegalStateException if the input's shape is not known yet
   */
  public final synchronized Network network() {
    if (network == null) {
      network = describe();
    }
    return network;
  }

  /** Whether the topology is fixed. */
  final synchronized boolean isBuilt() {
    return network != null;
  }

  /**
   * The layers, shapes, parameters and multiply-accumulates.
   *
   * @return the summary; print it
   */
  public final Summary summary() {
    return Summary.of(network());
  }

  /**
   * Chooses how to train. To be called again after {@link #trainable}.
   *
   * @param optimizer updates the weights
   * @param loss what is minimised: one of {@code losses}, or any of tensorflow-framework's
   * @param metrics what is reported besides; the weights of examples do not count for them
   */
  public final void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
    compile(optimizer, loss, List.of(metrics), List.of());
  }

  /**
   * Chooses how to train, with metrics for which the weights of examples count.
   *
   * @param optimizer updates the weights
   * @param loss what is minimised
   * @param metrics what is reported besides, all examples alike
   * @param weightedMetrics what is reported besides, examples by their weights
   */
  public final void compile(
      Optimizer optimizer, Loss loss, List<Metric> metrics, List<Metric> weightedMetrics) {
    engine().compile(network(), new Compilation(optimizer, loss, metrics, weightedMetrics));
  }

  /**
   * Trains.
   *
   * @param data the examples
   * @param fit how to train
   * @return loss and metrics of each epoch
   * @throws IllegalStateException before {@link #compile}, while another thread trains this model,
   *     or when the loss is no longer a number
   * @throws IllegalArgumentException if the data does not fit the model
   */
  public final History fit(Dataset data, Fit fit) {
    return engine().fit(data, fit);
  }

  /**
   * Makes one step of training.
   *
   * @param inputs a batch of inputs
   * @param targets its targets
   * @return loss and metrics on the batch, before the update
   * @throws IllegalStateException before {@link #compile}
   * @throws IllegalArgumentException if the data does not fit the model
   */
  public final Map<String, Double> trainOnBatch(Array inputs, Array targets) {
    return engine().trainOnBatch(new Batch(List.of(inputs), List.of(targets), null));
  }

  /**
   * Makes one step of training on weighted examples.
   *
   * @param batch the examples
   * @return loss and metrics on the batch, before the update
   * @throws IllegalStateException before {@link #compile}
   * @throws IllegalArgumentException if the data does not fit the model
   */
  public final Map<String, Double> trainOnBatch(Batch batch) {
    return engine().trainOnBatch(batch);
  }

  /**
   * Computes loss and metrics, 32 examples at once.
   *
   * @param data the examples
   * @return the loss and each metric, by name
   * @throws IllegalStateException before {@link #compile}
   */
  public final Map<String, Double> evaluate(Dataset data) {
    return evaluate(data, BATCH_SIZE);
  }

  /**
   * Computes loss and metrics.
   *
   * @param data the examples
   * @param batchSize how many examples to compute at once, at least 1
   * @return the loss and each metric, by name
   * @throws IllegalStateException before {@link #compile}
   */
  public final Map<String, Double> evaluate(Dataset data, int batchSize) {
    return engine().evaluate(data, batchSize);
  }

  /**
   * Computes the output for a batch of inputs, 32 at once.
   *
   * @param inputs the inputs, batch dimension first
   * @return the outputs, batch dimension first
   * @throws IllegalArgumentException if the inputs have another shape than the model takes
   */
  public final Array predict(Array inputs) {
    return predict(inputs, BATCH_SIZE);
  }

  /**
   * Computes the output for a batch of inputs.
   *
   * @param inputs the inputs, batch dimension first
   * @param batchSize how many examples to compute at once, at least 1
   * @return the outputs, batch dimension first
   * @throws IllegalArgumentException if the inputs have another shape than the model takes
   */
  public final Array predict(Array inputs, int batchSize) {
    return engine().predict(List.of(inputs), batchSize).get(0);
  }

  /**
   * Computes the output for one example.
   *
   * @param example the input's numbers in row-major order
   * @return the output's numbers
   * @throws IllegalArgumentException if there are not as many numbers as one input has
   */
  public final float[] predict(float[] example) {
    Shape input = network().inputs().get(0).shape();
    long[] shape = input.asArray();
    shape[0] = 1;
    if (input.tail().hasUnknownDimension() || input.tail().size() != example.length) {
      throw new IllegalArgumentException(
          "one example has the shape "
              + input.tail()
              + ", but "
              + example.length
              + " numbers were given: for several, give an Array");
    }
    return predict(Array.of(example, shape)).floats();
  }

  /**
   * All weights, in Keras's order: layer by layer, trainable ones first.
   *
   * @return copies of the weights
   */
  public final List<Array> weights() {
    return engine().weights();
  }

  /**
   * One layer's weights.
   *
   * @param layer the layer's name
   * @return copies of the weights
   * @throws IllegalArgumentException if there is no such layer
   */
  public final List<Array> weights(String layer) {
    PlacedLayer placed = network().layer(layer);
    List<Array> all = weights();
    return placed.weights().stream().map(weight -> all.get(weight.index())).toList();
  }

  /**
   * Replaces all weights, or none if one does not fit.
   *
   * @param weights the values, in the order of {@link #weights()}
   * @throws IllegalArgumentException if their number or a shape differs
   */
  public final void weights(List<Array> weights) {
    engine().weights(network().weights(), weights);
  }

  /**
   * Replaces one layer's weights.
   *
   * @param layer the layer's name
   * @param weights the values, in the order of {@link #weights(String)}
   * @throws IllegalArgumentException if there is no such layer, or the number or a shape differs
   */
  public final void weights(String layer, List<Array> weights) {
    engine().weights(network().layer(layer).weights(), weights);
  }

  /**
   * Freezes or thaws a layer. As in Keras, it counts from the next {@link #compile} on.
   *
   * @param layer the layer's name
   * @param trainable whether its weights are to be trained
   * @throws IllegalArgumentException if there is no such layer
   */
  public final synchronized void trainable(String layer, boolean trainable) {
    network = network().trainable(layer, trainable);
  }

  /**
   * Writes a SavedModel: what TensorFlow Serving, Python and {@link SavedModel} open.
   *
   * <p>In Python, {@code tf.saved_model.load(path).serve(x)}, its signatures and trainable
   * variables, and {@code keras.layers.TFSMLayer(path)} all work.
   *
   * @param directory the folder to write; its parent must exist. An earlier SavedModel there is
   *     replaced as a whole, or not at all
   * @throws IOException if it cannot be written
   */
  public final void export(Path directory) throws IOException {
    SavedModelWriter.write(directory, network(), weights());
  }

  /**
   * Writes the model as Keras does: {@code .keras} is the whole model with the state of training,
   * {@code .weights.h5} its weights alone.
   *
   * <p>In Python, {@code keras.saving.load_model("model.keras")} opens it without code of ours, and
   * {@code fit} continues where it was; {@code model.load_weights("model.weights.h5")} takes the
   * weights. Here {@link Models#load} and {@link #loadWeights} read both. InverseActivation is
   * written as a small model of Keras's own layers; with {@code useScale} or {@code useBias} that
   * is not possible, and Python imports {@code scripts/inverse_activation.py} first.
   *
   * @param path the file; its folder must exist. An earlier file is replaced as a whole, or not at
   *     all
   * @throws IllegalArgumentException if the name ends otherwise, or something in the model has no
   *     name in Keras's files
   * @throws IOException if it cannot be written
   */
  public final void save(Path path) throws IOException {
    save(path, KerasOptions.standard());
  }

  /**
   * Writes the model as Keras does, with options.
   *
   * @param path the file, {@code .keras} or {@code .weights.h5}
   * @param options which classes are known, and whether the state of training is written
   * @throws IllegalArgumentException if the name ends otherwise, or something in the model has no
   *     name in Keras's files
   * @throws IOException if it cannot be written
   */
  public final void save(Path path, KerasOptions options) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (name.endsWith(".weights.h5")) {
      KerasFile.writeWeights(path, network(), weights(), options);
    } else if (name.endsWith(".keras")) {
      KerasFile.write(path, contents(), options);
    } else {
      throw new IllegalArgumentException(
          path
              + ": the name of a model's file ends in .keras, of its weights in .weights.h5; for a"
              + " SavedModel call export");
    }
  }

  private KerasModel contents() {
    Snapshot snapshot = engine().snapshot();
    Network topology = network();
    Compilation compilation = snapshot.compilation();
    if (compilation == null) {
      return new KerasModel(topology, snapshot.weights(), null);
    }
    // Layers frozen since compile: their optimizer's state fits no model that is read again.
    List<Weight> trained = topology.weights().stream().filter(Weight::trainable).toList();
    OptimizerState state = snapshot.trained().equals(trained) ? snapshot.state() : null;
    return new KerasModel(
        topology,
        snapshot.weights(),
        new KerasTraining(
            compilation.optimizer(),
            compilation.loss(),
            compilation.metrics(),
            compilation.weightedMetrics(),
            state));
  }

  /** Takes on what a file holds besides the topology. */
  final void restore(KerasModel contents) {
    weights(contents.weights());
    KerasTraining training = contents.training();
    if (training != null) {
      compile(
          training.optimizer(), training.loss(), training.metrics(), training.weightedMetrics());
      if (training.state() != null) {
        engine().restore(training.state());
      }
    }
  }

  /**
   * Replaces all weights by those of a {@code .weights.h5} file, or none if one does not fit.
   *
   * @param path the file, of this library or of Python
   * @throws io.github.inverseactivation.data.FormatException if it is damaged, or holds the weights
   *     of another model; the message names the weight
   * @throws IOException if it cannot be read
   */
  public final void loadWeights(Path path) throws IOException {
    loadWeights(path, KerasOptions.standard());
  }

  /**
   * Replaces all weights by those of a {@code .weights.h5} file, with options.
   *
   * @param path the file, of this library or of Python
   * @param options which classes are known
   * @throws io.github.inverseactivation.data.FormatException if it is damaged, or holds the weights
   *     of another model; the message names the weight
   * @throws IOException if it cannot be read
   */
  public final void loadWeights(Path path, KerasOptions options) throws IOException {
    weights(KerasFile.readWeights(path, network(), options));
  }

  private synchronized Engine engine() {
    if (closed) {
      throw new IllegalStateException("the model is closed: make or load it again");
    }
    if (engine == null) {
      engine = new Engine(network(), seed);
    }
    return engine;
  }

  /** Gives the native memory back, once other threads' predictions have ended. */
  @Override
  public final void close() {
    Engine open;
    synchronized (this) {
      closed = true;
      open = engine;
    }
    if (open != null) {
      open.close();
    }
  }
}
