package io.github.inverseactivation.models;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.engine.Engine;
import io.github.inverseactivation.engine.Snapshot;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.losses.LogitsLoss;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.saving.keras.KerasModel;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.saving.keras.KerasTraining;
import io.github.inverseactivation.saving.keras.SkippedWeight;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Structure;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;

/**
 * A network that can be trained, evaluated, asked and exported. {@link Sequential} is a chain of
 * layers; {@link #of(List, List)} takes any acyclic graph of them, with several inputs and outputs
 * and layers that share their weights:
 *
 * <pre>{@code
 * Tensor image = Input.shape(28, 28, 1).name("image");
 * Tensor kernels = new Conv2D(16, 3).apply(image);
 * Tensor features = new Flatten().apply(new InverseActivation().apply(kernels));
 * Tensor digit = new Dense(10).name("digit").apply(features);
 * Tensor slant = new Dense(1).name("slant").apply(features);
 * try (Model model = Model.of(List.of(image), List.of(digit, slant))) {
 *   model.compile(
 *       Compile.with(new Adam())
 *           .loss("digit", SparseCategoricalCrossentropy.fromLogits())
 *           .loss("slant", new MeanSquaredError(), 0.5));
 *   model.fit(Dataset.of(List.of(images), List.of(digits, slants)), Fit.epochs(5));
 *   Array slants = model.predict(Map.of("image", images)).get("slant");
 * }
 * }</pre>
 *
 * <p>A model owns native memory from the first call that needs the TensorFlow runtime; close it.
 * Any number of threads may call {@link #predict(Array)} at once; one at a time may train.
 *
 * <p>Names and defaults are those of {@code keras.Model}.
 */
public abstract sealed class Model implements AutoCloseable permits Sequential, FunctionalModel {
  private static final int BATCH_SIZE = 32;

  private long seed = new SecureRandom().nextLong();
  private RuntimeOptions options = RuntimeOptions.defaults();
  private Network network;
  private Engine engine;
  private volatile Optional<Boolean> logits = Optional.empty();
  private List<String> filePaths; // where Python keeps the weights, if that was read
  private boolean closed;

  Model() {}

  /**
   * A model of one input and one output.
   *
   * @param input what goes in, an {@code Input}
   * @param output what comes out
   * @return the model
   * @throws IllegalArgumentException if the output depends on something else than the input, or two
   *     layers have one name
   */
  public static Model of(Tensor input, Tensor output) {
    return of(Structure.one(input), Structure.one(output));
  }

  /**
   * A model of any acyclic graph of layers.
   *
   * <p>Arrays of inputs and targets follow the order given here. An output is called as the layer
   * that makes it.
   *
   * @param inputs what goes in, each an {@code Input}; at least one. Data must be given also for
   *     one that no output depends on
   * @param outputs what comes out, at least one
   * @return the model
   * @throws IllegalArgumentException if an output depends on an input that is not given, something
   *     is given twice, or two inputs or layers have one name
   */
  public static Model of(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "a model needs at least one " + (inputs.isEmpty() ? "input" : "output") + ": give one");
    }
    return of(Structure.listOf(inputs), Structure.listOf(outputs));
  }

  /**
   * A model whose inputs and outputs have names of their own, besides those of their layers. Python
   * calls it with a dict and gets a dict, also from exported files.
   *
   * <pre>{@code
   * Tensor image = Input.shape(28, 28);
   * Tensor digit = new Dense(10).apply(new Flatten().apply(image));
   * Model model = Model.of(Map.of("image", image), Map.of("digit", digit));
   * Array scores = model.predict(Map.of("image", images)).get("digit");
   * }</pre>
   *
   * <p>Arrays of inputs and targets that are given in lists follow the names sorted, as in Keras.
   *
   * @param inputs what goes in by name, each an {@code Input}; at least one
   * @param outputs what comes out by name, at least one
   * @return the model
   * @throws IllegalArgumentException if an output depends on an input that is not given, an input
   *     is given twice, or two inputs or layers have one name
   */
  public static Model of(
      Map<String, ? extends Tensor> inputs, Map<String, ? extends Tensor> outputs) {
    return of(Structure.namedOf(inputs), Structure.namedOf(outputs));
  }

  /**
   * A model whose inputs and outputs are structures: one value, lists, names, or these within each
   * other. {@link #predict(Map)} calls what is further inside by the way to it, {@code views/0}.
   *
   * @param inputs what goes in, each an {@code Input}
   * @param outputs what comes out
   * @return the model
   * @throws IllegalArgumentException if an output depends on an input that is not given, something
   *     is given twice, or two inputs or layers have one name
   */
  public static Model of(Structure<? extends Tensor> inputs, Structure<? extends Tensor> outputs) {
    return new FunctionalModel(inputs, outputs);
  }

  /** The topology as described so far, asked for once. */
  abstract Network describe();

  /**
   * Names the model. Default: {@code sequential} for a chain of layers, else {@code functional}.
   *
   * @param newName the name
   * @return this model
   * @throws IllegalStateException if the model has been built
   */
  public abstract Model name(String newName);

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
   * Says how to use the TensorFlow runtime: in what type to compute, with how many threads. Files
   * do not keep it. Default: {@link RuntimeOptions#defaults()}.
   *
   * @param newOptions the options
   * @return this model
   * @throws IllegalStateException if the model has its weights already
   */
  public Model runtime(RuntimeOptions newOptions) {
    if (engine != null) {
      throw new IllegalStateException(
          "the runtime is in use already: choose its options before anything else is asked of the"
              + " model");
    }
    options = Objects.requireNonNull(newOptions, "newOptions");
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

  /**
   * This model as a layer of another, with its weights as they are now.
   *
   * <pre>{@code
   * Layer features = trained.asLayer().trainable(false);
   * Sequential other = Sequential.of(Input.shape(28, 28, 1), features, new Dense(2));
   * }</pre>
   *
   * <p>Applied several times, the layer shares its weights with itself, as every layer does; this
   * model keeps its own, whatever becomes of the other. The layer is called as this model, unless
   * it is given a name.
   *
   * @return the layer, another one at each call
   */
  public final synchronized NetworkLayer asLayer() {
    if (engine == null) {
      return new NetworkLayer(network(), weight -> weight.spec().initializer());
    }
    List<Array> values = weights();
    return new NetworkLayer(network(), weight -> new GivenValue(values.get(weight.index())));
  }

  /** Whether the topology is fixed. */
  final synchronized boolean isBuilt() {
    return network != null;
  }

  /** Refuses changes of what is fixed. */
  final void checkNotBuilt(String what) {
    if (isBuilt()) {
      throw new IllegalStateException(
          what + " after the model was built: do it before summary, compile or predict");
    }
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
    compile(
        Compile.with(optimizer)
            .loss(loss)
            .metrics(metrics.toArray(Metric[]::new))
            .weightedMetrics(weightedMetrics.toArray(Metric[]::new)));
  }

  /**
   * Chooses how to train, output by output. To be called again after {@link #trainable}.
   *
   * @param settings the optimizer, and each output's loss, loss weight and metrics
   * @throws IllegalArgumentException if there is no loss, or an output is named that the model does
   *     not have
   */
  public final void compile(Compile settings) {
    engine().compile(network(), Objects.requireNonNull(settings, "settings"));
    List<Compile.Output> outputs = settings.outputs(network().outputNames());
    logits =
        outputs.size() == 1 && outputs.get(0).loss() instanceof LogitsLoss loss
            ? Optional.of(loss.takesLogits())
            : Optional.empty();
  }

  /**
   * Trains.
   *
   * @param data the examples
   * @param fit how to train
   * @return loss and metrics of each epoch
   * @throws IllegalStateException before {@link #compile}, while another thread trains this model,
   *     or when the loss is no longer a number and no callback stops the run
   * @throws IllegalArgumentException if the data does not fit the model
   */
  public final History fit(Dataset data, Fit fit) {
    return engine().fit(data, fit, this::save);
  }

  /**
   * Trains on arrays that are given by name, all examples alike.
   *
   * @param inputs the inputs by the names that {@link #predict(Map)} takes
   * @param targets the targets by the names that {@link #predict(Map)} returns
   * @param fit how to train
   * @return loss and metrics of each epoch
   * @throws IllegalStateException as for {@link #fit(Dataset, Fit)}
   * @throws IllegalArgumentException if a name is missing or unknown, or an array does not fit
   */
  public final History fit(Map<String, Array> inputs, Map<String, Array> targets, Fit fit) {
    return fit(dataset(inputs, targets), fit);
  }

  /**
   * A data set of arrays that are given by name, for {@link #fit(Dataset, Fit)} and {@link
   * #evaluate(Dataset)}.
   *
   * @param inputs the inputs by the names that {@link #predict(Map)} takes
   * @param targets the targets by the names that {@link #predict(Map)} returns
   * @return the examples, in this model's order
   * @throws IllegalArgumentException if a name is missing or unknown
   */
  public final Dataset dataset(Map<String, Array> inputs, Map<String, Array> targets) {
    return Dataset.of(
        inOrder(inputs, network().inputNames(), "inputs"),
        inOrder(targets, network().outputNames(), "outputs"));
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

  /** See {@link BatchStatistics}. */
  final void recomputeStatistics(Dataset data, int batchSize) {
    engine().recomputeStatistics(network(), data, batchSize);
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
   * @throws IllegalArgumentException if the inputs have another shape than the model takes, or the
   *     model has several inputs or outputs
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
   * @throws IllegalArgumentException if the inputs have another shape than the model takes, or the
   *     model has several inputs or outputs
   */
  public final Array predict(Array inputs, int batchSize) {
    oneOfEach("name the arrays in a map");
    return engine().predict(List.of(inputs), batchSize).get(0);
  }

  private Network oneOfEach(String instead) {
    Network known = network();
    if (known.inputs().size() != 1 || known.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "the model has the inputs "
              + known.inputNames()
              + " and the outputs "
              + known.outputNames()
              + ", not one of each: "
              + instead);
    }
    return known;
  }

  /**
   * Computes the outputs for a batch of inputs, 32 at once.
   *
   * @param inputs the inputs by name, batch dimension first
   * @return the outputs by name, batch dimension first, in the model's order
   * @throws IllegalArgumentException if an input is missing, unknown or of another shape, or they
   *     differ in their number of examples
   */
  public final Map<String, Array> predict(Map<String, Array> inputs) {
    return predict(inputs, BATCH_SIZE);
  }

  /**
   * Computes the outputs for a batch of inputs.
   *
   * @param inputs the inputs by name, batch dimension first
   * @param batchSize how many examples to compute at once, at least 1
   * @return the outputs by name, batch dimension first, in the model's order
   * @throws IllegalArgumentException if an input is missing, unknown or of another shape, or they
   *     differ in their number of examples
   */
  public final Map<String, Array> predict(Map<String, Array> inputs, int batchSize) {
    List<Array> values =
        engine().predict(inOrder(inputs, network().inputNames(), "inputs"), batchSize);
    List<String> names = network().outputNames();
    Map<String, Array> outputs = new LinkedHashMap<>();
    network().outputStructure().forEach(place -> outputs.put(names.get(place), values.get(place)));
    return outputs;
  }

  /** Arrays given by name, in the model's order. */
  private static List<Array> inOrder(Map<String, Array> given, List<String> names, String what) {
    if (!given.keySet().equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          "the model has the "
              + what
              + " "
              + names
              + ", but arrays were given for "
              + new TreeSet<>(given.keySet()));
    }
    return names.stream().map(given::get).toList();
  }

  /**
   * Computes the output for one example, for a model of one input and one output.
   *
   * @param example the input's numbers in row-major order
   * @return the output's numbers
   * @throws IllegalArgumentException if there are not as many numbers as one input has, or the
   *     model has several inputs or outputs
   * @see #predictor()
   */
  public final float[] predict(float[] example) {
    Shape input = oneOfEach("name the arrays in a map").inputs().get(0).shape().tail();
    if (input.hasUnknownDimension() || input.size() != example.length) {
      throw new IllegalArgumentException(
          "one example has the shape "
              + input
              + ", but "
              + example.length
              + " numbers were given: for several, give an Array");
    }
    return engine().predict(example);
  }

  /**
   * Prepares predictions for one example at a time, without garbage; one predictor for each thread.
   *
   * @return what predicts, which the caller closes
   * @throws IllegalArgumentException if the model has several inputs or outputs, or a size of one
   *     is unknown
   */
  public final Predictor predictor() {
    Network known = oneOfEach("a predictor is for one input and one output, predict takes a map");
    Shape input = known.inputs().get(0).shape().tail();
    Shape output = known.shape(known.outputs().get(0)).tail();
    if (input.hasUnknownDimension() || output.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "one example has the shape "
              + input
              + " and its output "
              + output
              + ", but a predictor needs to know every size: give the model an Input of known"
              + " shape, or ask predict");
    }
    return new Predictor(engine().predictor(), input, output);
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
   * Whether the output is logits, by the loss the model was compiled with.
   *
   * @return empty if it was not compiled, or with several losses, or one that has no logits
   */
  public final Optional<Boolean> putsOutLogits() {
    return logits;
  }

  /**
   * Writes a SavedModel: what TensorFlow Serving, Python and {@link SavedModel} open.
   *
   * <p>In Python, {@code tf.saved_model.load(path).serve(x)}, its signatures and trainable
   * variables, and {@code keras.layers.TFSMLayer(path)} all work. What {@code serve} takes is one
   * argument, as of Keras's own exports: a tensor, a list or a dict of tensors, as the model's
   * inputs are put together, of the types that they declare.
   *
   * @param directory the folder to write; its parent must exist. An earlier SavedModel there is
   *     replaced as a whole, or not at all
   * @throws IOException if it cannot be written
   */
  public final void export(Path directory) throws IOException {
    ModelFiles.export(this, directory);
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
    ModelFiles.save(this, path, options);
  }

  /** What is to be saved, taken between two steps of training. */
  final Snapshot snapshot() {
    return engine().snapshot();
  }

  /** Takes on what a file holds besides the topology; for a model that has no weights yet. */
  final synchronized void restore(KerasModel contents) {
    filePaths = contents.paths();
    if (contents.weights() != null) {
      engine = new Engine(network(), seed, options, contents.weights());
    }
    KerasTraining training = contents.training();
    if (training != null) {
      compile(training.settings());
      if (training.state() != null) {
        engine().restore(training.state());
      }
    }
  }

  /**
   * The architecture as JSON, which {@code keras.models.model_from_json} in Python and {@link
   * Models#fromJson} here make a model of; with how the model is compiled, if it is.
   *
   * @return the text
   * @throws IllegalArgumentException if something in the model has no name in Keras's files
   */
  public final String toJson() {
    return toJson(KerasOptions.standard());
  }

  /**
   * The architecture as JSON, with options.
   *
   * @param options which classes have names, and whether it says how the model is compiled
   * @return the text
   * @throws IllegalArgumentException if something in the model has no name in Keras's files
   */
  public final String toJson(KerasOptions options) {
    return ModelFiles.json(this, options);
  }

  /**
   * Replaces all weights, or none if one does not fit, by those of a file: {@code .weights.h5}; the
   * {@code .weights.json} of several; a whole model in {@code .keras} or {@code .h5}; or what Keras
   * 2 wrote with {@code save_weights}.
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
   * Replaces weights by those of a file, with options.
   *
   * <pre>{@code
   * List<SkippedWeight> kept =
   *     model.loadWeights(path, KerasOptions.standard().byName(true).skipMismatch(true));
   * }</pre>
   *
   * @param path the file, of this library or of Python
   * @param options which classes are known, whether layers are found by name, and whether weights
   *     that do not fit are passed over
   * @return the weights that kept their values, with the reasons; none unless options allow it
   * @throws io.github.inverseactivation.data.FormatException if it is damaged, or holds the weights
   *     of another model; the message names the weight
   * @throws IllegalArgumentException if layers have no names in such a file
   * @throws IOException if it cannot be read
   */
  public final List<SkippedWeight> loadWeights(Path path, KerasOptions options) throws IOException {
    return ModelFiles.loadWeights(this, path, filePaths, options);
  }

  private synchronized Engine engine() {
    if (closed) {
      throw new IllegalStateException("the model is closed: make or load it again");
    }
    if (engine == null) {
      engine = new Engine(network(), seed, options);
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
