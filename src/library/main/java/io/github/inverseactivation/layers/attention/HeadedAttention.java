package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.NestedContext;
import io.github.inverseactivation.layers.TypedLayer;
import io.github.inverseactivation.layers.WeightSpec;
import io.github.inverseactivation.layers.core.EinsumDense;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * What attentions with several heads share: query, key and value go through dense layers that split
 * them into heads, and what the heads find goes through one more. A subclass says what these layers
 * are.
 *
 * @param <L> the subclass itself
 */
abstract class HeadedAttention<L extends HeadedAttention<L>> extends TypedLayer<L>
    implements CausalAttention, ReturnsAttentionScores {
  double dropout;
  boolean useBias = true;
  Long slidingWindow;
  private Initializer<?> kernelInitializer = new GlorotUniform();
  private Initializer<?> biasInitializer = new Zeros();
  private Regularizer kernelRegularizer;
  private Regularizer biasRegularizer;
  private Constraint kernelConstraint;
  private Constraint biasConstraint;
  private boolean useGate;
  private Long seed;
  private boolean useCausalMask;
  private boolean returnAttentionScores;

  /** A dense layer within, the name of its group in Keras's files, and the shape it takes. */
  record Projection(String name, EinsumDense dense, Shape input) {

    /** Emits it. */
    <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
      return dense.emit(new NestedContext<>(context, name, true, 0, List.of()), List.of(x)).get(0);
    }

    private List<WeightSpec> weights() {
      return dense.weights(List.of(input)).stream()
          .map(
              spec ->
                  new WeightSpec(
                      name + "/" + spec.name(),
                      spec.shape(),
                      spec.initializer(),
                      spec.regularizer(),
                      spec.constraint(),
                      spec.trainable()))
          .toList();
    }
  }

  /** The dense layers within. */
  record Projections(
      Projection query, Projection key, Projection gate, Projection value, Projection output) {

    /** All there are, in the order in which Keras keeps their weights. */
    private List<Projection> all() {
      List<Projection> all = new ArrayList<>(List.of(query, key, value, output));
      if (gate != null) {
        all.add(2, gate);
      }
      return all;
    }
  }

  /** The dense layers for inputs that have been checked. */
  abstract Projections projections(Shape query, Shape value, Shape key);

  /** What the heads compute, for the value's shape. */
  abstract HeadScores heads(Shape value);

  /** Emits keys or values for each head of the query. */
  abstract <T extends TNumber> Operand<T> forEachHead(LayerContext<T> context, Operand<T> x);

  /** Whether the penalty on activity counts for the layer itself as for its last dense layer. */
  @Override
  protected abstract boolean penalisesOutputs();

  /** Whether what uses the query, value or key later finds no mask at them. */
  abstract boolean takesMasksOff();

  /** Refuses inputs that do not go together: query, value and key of the same rank. */
  abstract void check(Shape query, Shape value, Shape key);

  /**
   * Sets the fraction of the probabilities that training drops. Default: 0.
   *
   * @param dropout from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L dropout(double dropout) {
    return with(copy -> copy.dropout = dropout);
  }

  /**
   * Adds biases to the dense layers or not. Default: true.
   *
   * @param useBias whether there are biases
   * @return a changed copy
   */
  public L useBias(boolean useBias) {
    return with(copy -> copy.useBias = useBias);
  }

  /**
   * Lets each position attend only to those that are less than so many positions away, before and
   * after it. Default: to all.
   *
   * @param slidingWindow the number of positions to either side, itself included; at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public L slidingWindow(int slidingWindow) {
    return with(copy -> copy.slidingWindow = (long) slidingWindow);
  }

  /**
   * Sets how the kernels start. Default: {@link GlorotUniform}.
   *
   * @param initializer draws each kernel
   * @return a changed copy
   */
  public L kernelInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> change(copy).kernelInitializer = initializer);
  }

  /**
   * Sets how the biases start. Default: {@link Zeros}.
   *
   * @param initializer draws each bias
   * @return a changed copy
   */
  public L biasInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> change(copy).biasInitializer = initializer);
  }

  /**
   * Penalises the kernels. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L kernelRegularizer(Regularizer regularizer) {
    return with(copy -> change(copy).kernelRegularizer = regularizer);
  }

  /**
   * Penalises the biases. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L biasRegularizer(Regularizer regularizer) {
    return with(copy -> change(copy).biasRegularizer = regularizer);
  }

  /**
   * Projects the kernels after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L kernelConstraint(Constraint constraint) {
    return with(copy -> change(copy).kernelConstraint = constraint);
  }

  /**
   * Projects the biases after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L biasConstraint(Constraint constraint) {
    return with(copy -> change(copy).biasConstraint = constraint);
  }

  /**
   * Multiplies what each head finds by {@code sigmoid(query * kernel + bias)}, as in arXiv
   * 2505.06708. Default: false.
   *
   * @param useGate whether there is a gate
   * @return a changed copy
   */
  public L useGate(boolean useGate) {
    return with(copy -> change(copy).useGate = useGate);
  }

  /**
   * Mixes a number into the model's seed. Default: none.
   *
   * @param seed any number
   * @return a changed copy
   */
  public L seed(long seed) {
    return with(copy -> change(copy).seed = seed);
  }

  @Override
  public L useCausalMask(boolean useCausalMask) {
    return with(copy -> change(copy).useCausalMask = useCausalMask);
  }

  @Override
  public boolean useCausalMask() {
    return useCausalMask;
  }

  @Override
  public L returnAttentionScores(boolean returnAttentionScores) {
    return with(copy -> change(copy).returnAttentionScores = returnAttentionScores);
  }

  @Override
  public boolean returnAttentionScores() {
    return returnAttentionScores;
  }

  @Override
  public final boolean supportsMasking() {
    return true;
  }

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    Sequences.require(this, inputs, 2, 4);
    Shape query = inputs.get(0);
    Shape value = inputs.get(1);
    Shape key = key(inputs);
    Sequences.requireSame("key and value", key, value, 0, key.numDimensions() - 1);
    check(query, value, key);
    HeadScores heads = heads(value);
    heads.check(query, value, inputs.size() > 3 ? inputs.get(3) : null, masksByPosition());
    Projection output = projections(query, value, key).output();
    return output.dense().outputShape(List.of(output.input()));
  }

  @Override
  public final List<Shape> outputShapes(List<Shape> inputs) {
    Shape found = outputShape(inputs);
    if (!returnAttentionScores) {
      return List.of(found);
    }
    Shape value = inputs.get(1);
    Projection query = projections(inputs.get(0), value, key(inputs)).query();
    Shape queries = query.dense().outputShape(List.of(query.input()));
    return List.of(found, heads(value).shape(queries, value));
  }

  @Override
  public final List<WeightSpec> weights(List<Shape> inputs) {
    return projections(inputs.get(0), inputs.get(1), key(inputs)).all().stream()
        .flatMap(projection -> projection.weights().stream())
        .toList();
  }

  @Override
  public final long macs(List<Shape> inputs) {
    return projections(inputs.get(0), inputs.get(1), key(inputs)).all().stream()
        .mapToLong(projection -> projection.dense().macs(List.of(projection.input())))
        .reduce(0, Math::addExact);
  }

  @Override
  public final <T extends TNumber> Operand<T> call(
      LayerContext<T> context, List<Operand<T>> inputs) {
    return callAll(context, inputs).get(0);
  }

  @Override
  public final <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Operand<T> query = inputs.get(0);
    Operand<T> value = inputs.get(1);
    Operand<T> key = key(inputs);
    HeadScores heads = heads(value.shape());
    Projections to = projections(query.shape(), value.shape(), key.shape());
    HeadScores.Found<T> heard =
        heads.attend(
            context,
            to.query().call(context, query),
            forEachHead(context, to.key().call(context, key)),
            forEachHead(context, to.value().call(context, value)),
            allowed(context, inputs, heads),
            returnAttentionScores,
            dropout,
            seed);
    Operand<T> found = heard.values();
    if (to.gate() != null) {
      found = context.tf().math.mul(found, to.gate().call(context, query));
    }
    Operand<T> joined = to.output().call(context, found);
    if (takesMasksOff()) {
      for (int i = 0; i < Math.min(inputs.size(), 3); i++) {
        context.inputMask(i, null);
      }
    }
    if (!returnAttentionScores) {
      return List.of(joined);
    }
    context.outputMask(1, heard.mask()); // as in Keras, whose softmax passes it on
    return List.of(joined, heard.probabilities());
  }

  /** Which positions each position of the query may attend to, or null for all. */
  private <T extends TNumber> Operand<TBool> allowed(
      LayerContext<T> context, List<Operand<T>> inputs, HeadScores heads) {
    Masks masks = new Masks(context.tf());
    Operand<TBool> allowed = stepMasks(context, masks, inputs, heads);
    if (masksByPosition()) {
      var queryLength = masks.length(inputs.get(0), 1);
      var valueLength = masks.length(inputs.get(1), 1);
      if (useCausalMask) {
        allowed = masks.both(allowed, masks.causal(queryLength, valueLength));
      }
      if (slidingWindow != null) {
        int size = Math.toIntExact(slidingWindow);
        allowed = masks.both(allowed, masks.window(queryLength, valueLength, size));
      }
    }
    if (inputs.size() < 4) {
      return allowed;
    }
    Operand<TBool> given = masks.given(inputs.get(3));
    if (allowed != null) {
      allowed = masks.expanded(allowed, given.shape().numDimensions(), 2);
    }
    return masks.both(given, allowed);
  }

  /** What the masks of query, value and key allow together. */
  private <T extends TNumber> Operand<TBool> stepMasks(
      LayerContext<T> context, Masks masks, List<Operand<T>> inputs, HeadScores heads) {
    Operand<TBool> allowed = null;
    for (int i = 0; i < Math.min(inputs.size(), 3); i++) {
      Operand<TBool> mask = context.mask(i);
      // the value's own mask, once more
      boolean again = i == 2 && inputs.get(2).equals(inputs.get(1));
      if (mask == null || again) {
        continue;
      }
      int rank = inputs.get(i).shape().numDimensions() - 1;
      if (!heads.takesStepMasks() || mask.shape().numDimensions() != rank) {
        throw new IllegalArgumentException(
            this
                + " has an input with a mask of the shape "
                + mask.shape()
                + ", which takes part only along the last axis before the features: give a mask"
                + " as the fourth input");
      }
      allowed = masks.both(allowed, i == 0 ? masks.queries(mask) : masks.values(mask));
    }
    return allowed;
  }

  private boolean masksByPosition() {
    return useCausalMask || slidingWindow != null;
  }

  private static <E> E key(List<E> inputs) {
    return inputs.get(inputs.size() > 2 ? 2 : 1);
  }

  /** All dense layers, from their equations; biases go along the letters given. */
  final Projections projections(
      Projection query, Projection key, Projection gate, Projection value, Projection output) {
    Projection sigmoid =
        useGate
            ? new Projection(gate.name, gate.dense.activation(Activations.SIGMOID), gate.input)
            : null;
    return new Projections(query, key, sigmoid, value, output);
  }

  /** A dense layer with this layer's options. */
  final Projection projection(
      String name, String equation, String biasAxes, Shape input, int... outputShape) {
    EinsumDense dense =
        new EinsumDense(equation, outputShape)
            .biasAxes(useBias ? biasAxes : null)
            .kernelInitializer(kernelInitializer)
            .biasInitializer(biasInitializer)
            .kernelRegularizer(kernelRegularizer)
            .biasRegularizer(biasRegularizer)
            .activityRegularizer(activityRegularizer())
            .kernelConstraint(kernelConstraint)
            .biasConstraint(biasConstraint);
    return new Projection(name, dense, input);
  }

  private HeadedAttention<?> change(L copy) {
    return copy;
  }

  @Override
  public void options(Options options) {
    dropout = options.number("dropout", dropout);
    useBias = options.bool("useBias", useBias);
    useGate = options.bool("useGate", useGate);
    slidingWindow = options.optionalLong("slidingWindow", slidingWindow);
    kernelInitializer = options.object("kernelInitializer", Initializer.class, kernelInitializer);
    biasInitializer = options.object("biasInitializer", Initializer.class, biasInitializer);
    kernelRegularizer = options.object("kernelRegularizer", Regularizer.class, kernelRegularizer);
    biasRegularizer = options.object("biasRegularizer", Regularizer.class, biasRegularizer);
    kernelConstraint = options.object("kernelConstraint", Constraint.class, kernelConstraint);
    biasConstraint = options.object("biasConstraint", Constraint.class, biasConstraint);
    seed = options.optionalLong("seed", seed);
  }

  @Override
  public void validate() {
    ProbabilityDropout.require(dropout);
    if (slidingWindow != null && (slidingWindow < 1 || slidingWindow > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "slidingWindow must be from 1 to " + Integer.MAX_VALUE + ", not " + slidingWindow);
    }
  }
}
