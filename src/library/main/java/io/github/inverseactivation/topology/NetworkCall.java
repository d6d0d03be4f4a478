package io.github.inverseactivation.topology;

import io.github.inverseactivation.layers.ChannelAffine;
import io.github.inverseactivation.layers.ChannelScalable;
import io.github.inverseactivation.layers.PoolableActivation;
import io.github.inverseactivation.layers.PoolableConvolution;
import io.github.inverseactivation.layers.Seeds;
import io.github.inverseactivation.layers.WindowExtremes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.RandomUniformInt;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The operations of a network in one graph: what a call put out, which weights it asks to be
 * replaced, and the logits behind its final activations.
 *
 * @param <T> the type computed in
 */
public final class NetworkCall<T extends TNumber> {

  /**
   * What went into a softmax or sigmoid.
   *
   * @param <T> the type computed in
   * @param values its input
   * @param activation which of the two it is
   */
  public record Logits<T extends TNumber>(Operand<T> values, Activation activation) {}

  private final Ops tf;
  private final Class<T> dtype;
  private final Function<Weight, Operand<T>> weights;
  private final boolean training;
  private final long seed;
  private Operand<TInt64> step;
  private final UnaryOperator<Operand<T>> keep;
  private final boolean small;

  private final Map<String, Ops> scopes = new HashMap<>();
  private final Map<Weight, Operand<T>> reads = new HashMap<>();
  private final Map<Weight, Operand<T>> updates = new LinkedHashMap<>();
  private final Map<Output<T>, Logits<T>> logits = new HashMap<>();
  private final List<Operand<T>> losses = new ArrayList<>();
  private final List<Operand<T>> outputs = new ArrayList<>();
  private final List<Operand<TBool>> outputMasks = new ArrayList<>();

  private NetworkCall(
      Ops tf,
      Class<T> dtype,
      Function<Weight, Operand<T>> weights,
      boolean training,
      long seed,
      Operand<TInt64> step,
      UnaryOperator<Operand<T>> keep,
      boolean small) {
    this.tf = tf;
    this.dtype = dtype;
    this.weights = weights;
    this.training = training;
    this.seed = seed;
    this.step = step;
    this.keep = keep;
    this.small = small;
  }

  /**
   * Emits a network as it is used for prediction.
   *
   * @param <T> the type computed in
   * @param network the network
   * @param tf where to emit
   * @param dtype the type computed in
   * @param weights gives each weight's value; asked once a weight
   * @param inputs the inputs
   * @param seed the seed of what calls draw that are in training all the same; 0 for another each
   *     time
   * @return what was emitted
   */
  public static <T extends TNumber> NetworkCall<T> inference(
      Network network,
      Ops tf,
      Class<T> dtype,
      Function<Weight, Operand<T>> weights,
      List<? extends Operand<T>> inputs,
      long seed) {
    return new NetworkCall<>(tf, dtype, weights, false, seed, null, null, false)
        .emit(network, inputs);
  }

  /**
   * Emits a network as it is used for prediction, where calls that are in training all the same
   * draw other numbers each time.
   *
   * @param <T> the type computed in
   * @param network the network
   * @param tf where to emit
   * @param dtype the type computed in
   * @param weights gives each weight's value; asked once a weight
   * @param inputs the inputs
   * @return what was emitted
   */
  public static <T extends TNumber> NetworkCall<T> inference(
      Network network,
      Ops tf,
      Class<T> dtype,
      Function<Weight, Operand<T>> weights,
      List<? extends Operand<T>> inputs) {
    return inference(network, tf, dtype, weights, inputs, 0);
  }

  /**
   * Emits a network for prediction with weights that seldom change: rearranged to cost less, with
   * outputs that differ from those of {@link #inference} by rounding alone.
   *
   * @param <T> the type computed in
   * @param network the network
   * @param tf where to emit
   * @param dtype the type computed in
   * @param weights gives each weight's value; asked once a weight
   * @param keep takes a value that depends on weights alone, and gives where it is kept
   * @param small whether it is for so few examples that beginning operations costs the most
   * @param inputs the inputs
   * @param seed the seed of what calls draw that are in training all the same; 0 for another each
   *     time
   * @return what was emitted
   */
  public static <T extends TNumber> NetworkCall<T> frozen(
      Network network,
      Ops tf,
      Class<T> dtype,
      Function<Weight, Operand<T>> weights,
      UnaryOperator<Operand<T>> keep,
      boolean small,
      List<? extends Operand<T>> inputs,
      long seed) {
    return new NetworkCall<>(tf, dtype, weights, false, seed, null, keep, small)
        .emit(network, inputs);
  }

  /**
   * Emits a network as it is used in training.
   *
   * @param <T> the type computed in
   * @param network the network
   * @param tf where to emit
   * @param dtype the type computed in
   * @param weights gives each weight's value; asked once a weight
   * @param inputs the inputs
   * @param seed the seed of all random operations
   * @param step the number of the training step, a scalar, on which random operations depend
   * @return what was emitted
   */
  public static <T extends TNumber> NetworkCall<T> training(
      Network network,
      Ops tf,
      Class<T> dtype,
      Function<Weight, Operand<T>> weights,
      List<? extends Operand<T>> inputs,
      long seed,
      Operand<TInt64> step) {
    return new NetworkCall<>(tf, dtype, weights, true, seed, step, null, false)
        .emit(network, inputs);
  }

  private NetworkCall<T> emit(Network network, List<? extends Operand<T>> inputs) {
    boolean frozen = keep != null;
    boolean rearranged = training || frozen;
    List<? extends Operand<T>> read = rearranged ? cut(network, inputs) : inputs;
    Values<T> values = new Values<>(network, read, Collections.nCopies(inputs.size(), null));
    PoolFirst poolFirst = rearranged ? PoolFirst.in(network) : PoolFirst.nowhere();
    FoldNormalization fold = frozen ? FoldNormalization.in(network) : FoldNormalization.nowhere();
    int position = 0;
    for (Node node : network.nodes()) {
      LayerCall<T> context = new LayerCall<>(this, node, position++);
      List<Node> before = poolFirst.before(node);
      if (poolFirst.waits(node)) {
        values.skip(node);
      } else if (!before.isEmpty()) {
        values.add(node, List.of(pooledFirst(before, node, context, values)));
      } else if (fold.isFolded(node)) {
        values.add(node, values.inputs(node));
      } else if (fold.normalizationOf(node) != null) {
        Node normalization = fold.normalizationOf(node);
        values.add(node, List.of(normalized(normalization, node, context, values)));
      } else {
        values.call(node, context);
      }
    }
    network.outputs().forEach(output -> outputs.add(values.get(output)));
    network.outputs().forEach(output -> outputMasks.add(values.mask(output)));
    return this;
  }

  private List<Operand<T>> cut(Network network, List<? extends Operand<T>> inputs) {
    UnreadEdges edges = UnreadEdges.in(network);
    List<Operand<T>> read = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      read.add(edges.cut(tf, i, inputs.get(i)));
    }
    return read;
  }

  /** A convolution that a normalization is part of. */
  private Operand<T> normalized(
      Node normalization, Node convolution, LayerCall<T> context, Values<T> values) {
    LayerCall<T> own = new LayerCall<>(this, normalization, 0);
    ChannelAffine.Affine<T> affine = ((ChannelAffine) normalization.layer().layer()).affine(own);
    return ((ChannelScalable) convolution.layer().layer())
        .callScaled(context, values.inputs(convolution).get(0), affine.factor(), affine.shift());
  }

  /** A pooling, and after it what the nodes before it do to each element; none draws numbers. */
  private Operand<T> pooledFirst(
      List<Node> before, Node pooling, LayerCall<T> context, Values<T> values) {
    UnaryOperator<Operand<T>> pool = x -> pooling.layer().layer().call(context, List.of(x));
    Operand<T> input = values.inputs(before.get(0)).get(0);
    WindowExtremes<T> extremes = WindowExtremes.of(tf, input, pool);
    for (Node node : before) {
      LayerCall<T> own = new LayerCall<>(this, node, 0);
      extremes =
          node.layer().layer() instanceof PoolableActivation activation
              ? activation.callPooled(own, extremes)
              : ((PoolableConvolution) node.layer().layer()).callPooled(own, input, pool);
    }
    return extremes.largest();
  }

  /**
   * What came out.
   *
   * @return the outputs, as the network orders them
   */
  public List<Operand<T>> outputs() {
    return outputs;
  }

  /**
   * Which steps of the outputs' sequences count.
   *
   * @return a mask {@code [batch, time]} for each output, null where all steps count
   */
  public List<Operand<TBool>> outputMasks() {
    return outputMasks;
  }

  /**
   * The values that non-trainable weights are to take after this training step.
   *
   * @return next values by weight
   */
  public Map<Weight, Operand<T>> updates() {
    return updates;
  }

  /**
   * What layers add to the loss.
   *
   * @return scalars
   */
  public List<Operand<T>> losses() {
    return losses;
  }

  /**
   * The logits behind an output that a softmax or sigmoid put out.
   *
   * @param output one of the outputs
   * @return the activation's input, if the output is one's
   */
  public Optional<Logits<T>> logits(Operand<T> output) {
    return Optional.ofNullable(logits.get(output.asOutput()));
  }

  /**
   * A weight's value as the layers read it.
   *
   * @param weight the weight
   * @return its value
   */
  public Operand<T> weight(Weight weight) {
    return reads.computeIfAbsent(weight, weights);
  }

  /** The next calls of a shared layer go on from what the earlier ones made of its weights. */
  Operand<T> latest(Weight weight) {
    Operand<T> updated = updates.get(weight);
    return updated == null ? weight(weight) : updated;
  }

  /** A value that depends on weights alone. */
  Operand<T> keep(Operand<T> fromWeights) {
    return keep == null ? fromWeights : keep.apply(fromWeights);
  }

  Ops scope(String layerName) {
    // A sub-scope's name is made unique each time, so the calls of a shared layer use one.
    return scopes.computeIfAbsent(layerName, tf::withSubScope);
  }

  Class<T> dtype() {
    return dtype;
  }

  boolean training() {
    return training;
  }

  boolean small() {
    return small;
  }

  /** Weights change in training alone, whatever the phase of a call. */
  void update(Weight weight, Operand<T> value) {
    if (training) {
      updates.put(weight, value);
    }
  }

  void addLoss(Operand<T> loss) {
    losses.add(loss);
  }

  void remember(Operand<T> output, Logits<T> behind) {
    logits.put(output.asOutput(), behind);
  }

  /** Stands for the step where there is none: another number each time that the graph runs. */
  private Operand<TInt64> draw() {
    return tf.random.randomUniformInt(
        tf.constant(new int[0]),
        tf.constant(0L),
        tf.constant(Long.MAX_VALUE),
        RandomUniformInt.seed(seed),
        RandomUniformInt.seed2(seed));
  }

  Operand<TInt64> seed(Ops layerScope, int position) {
    Operand<TInt64> first = layerScope.constant(Seeds.mix(seed, position));
    if (step == null) {
      step = draw();
    }
    return layerScope.stack(List.of(first, step));
  }
}
