package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.TypedLayer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * What attentions share that have no projections: scores of each query with each key, a softmax of
 * them, and the mean of the values by these probabilities.
 *
 * @param <L> the subclass itself
 */
abstract class ScoredAttention<L extends ScoredAttention<L>> extends TypedLayer<L>
    implements CausalAttention, ReturnsAttentionScores {
  /** What is subtracted from a score that is not to count, in half precision and in others. */
  private static final double HALF = 65504;

  private static final double OTHER = 1e9;

  boolean useScale;
  double dropout;
  private Long seed;
  private boolean useCausalMask;
  private boolean returnAttentionScores;

  ScoredAttention(boolean useScale) {
    this.useScale = useScale;
  }

  /** Emits the scores {@code [..., query, key]}. */
  abstract <T extends TNumber> Operand<T> scores(
      LayerContext<T> context, Operand<T> query, Operand<T> key);

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
   * Mixes a number into the model's seed. Default: none.
   *
   * @param seed any number
   * @return a changed copy
   */
  public L seed(long seed) {
    return with(copy -> ((ScoredAttention<?>) copy).seed = seed);
  }

  @Override
  public L useCausalMask(boolean useCausalMask) {
    return with(copy -> ((ScoredAttention<?>) copy).useCausalMask = useCausalMask);
  }

  @Override
  public boolean useCausalMask() {
    return useCausalMask;
  }

  @Override
  public L returnAttentionScores(boolean returnAttentionScores) {
    return with(copy -> ((ScoredAttention<?>) copy).returnAttentionScores = returnAttentionScores);
  }

  @Override
  public boolean returnAttentionScores() {
    return returnAttentionScores;
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Sequences.require(this, inputs, 2, 3);
    Shape query = inputs.get(0);
    Shape value = inputs.get(1);
    Shape key = inputs.size() > 2 ? inputs.get(2) : value;
    int last = query.numDimensions() - 1;
    Sequences.requireSame("query and value", query, value, 0, last - 1);
    Sequences.requireSame("key and value", key, value, 0, last);
    Sequences.requireSame("query and key", query, key, last, last + 1);
    return query.take(last).append(value.get(last));
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape found = outputShape(inputs);
    if (!returnAttentionScores) {
      return List.of(found);
    }
    int steps = found.numDimensions() - 2;
    return List.of(found, found.take(steps + 1).append(inputs.get(1).get(steps)));
  }

  @Override
  public <T extends TNumber> Operand<T> call(LayerContext<T> context, List<Operand<T>> inputs) {
    return callAll(context, inputs).get(0);
  }

  @Override
  public <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Ops tf = context.tf();
    Operand<T> value = inputs.get(1);
    Operand<T> key = inputs.size() > 2 ? inputs.get(2) : value;
    Operand<T> scores = scores(context, inputs.get(0), key);
    Operand<TBool> allowed = allowed(context, scores);
    if (allowed != null) {
      Operand<T> lowered = tf.math.sub(scores, Masks.below(context, HALF, OTHER));
      scores = tf.select(allowed, scores, lowered);
    }
    Operand<T> probabilities =
        ProbabilityDropout.drop(context, tf.nn.softmax(scores), dropout, seed);
    Operand<T> found = tf.train.batchMatMul(probabilities, value, context.dtype());
    Operand<TBool> asked = new Masks(tf).queries(stepMask(context, 0, scores));
    if (asked != null) {
      found = tf.select(asked, found, context.constant(0));
    }
    if (!returnAttentionScores) {
      return List.of(found);
    }
    context.outputMask(1, null);
    return List.of(found, probabilities);
  }

  /** Which keys each query may attend to, or null for all. */
  private Operand<TBool> allowed(LayerContext<?> context, Operand<?> scores) {
    Masks masks = new Masks(context.tf());
    Operand<TBool> values = masks.values(stepMask(context, 1, scores));
    if (!useCausalMask) {
      return values;
    }
    int rank = scores.shape().numDimensions();
    return masks.both(
        values, masks.causal(masks.length(scores, rank - 2), masks.length(scores, rank - 1)));
  }

  /** The mask of an input, which has an element for each step of each sequence. */
  private Operand<TBool> stepMask(LayerContext<?> context, int input, Operand<?> scores) {
    Operand<TBool> mask = context.mask(input);
    int rank = scores.shape().numDimensions() - 1;
    if (mask != null && mask.shape().numDimensions() != rank) {
      throw new IllegalArgumentException(
          this
              + " has an input with a mask of the shape "
              + mask.shape()
              + ", expected one of "
              + rank
              + " dimensions, the input's without its features: mask it after reshaping");
    }
    return mask;
  }

  /** Emits {@code query + key} for each pair: {@code [..., query, key, features]}. */
  static <T extends TNumber> Operand<T> sums(Ops tf, Operand<T> query, Operand<T> key) {
    return tf.math.add(tf.expandDims(query, tf.constant(-2)), tf.expandDims(key, tf.constant(-3)));
  }

  /** Emits the product of each query with each key. */
  static <T extends TNumber> Operand<T> products(
      LayerContext<T> context, Operand<T> query, Operand<T> key) {
    return context.tf().train.batchMatMul(query, key, context.dtype(), BatchMatMul.adjY(true));
  }

  @Override
  public long macs(List<Shape> inputs) {
    return 0;
  }

  @Override
  public void options(Options options) {
    useScale = options.bool("useScale", useScale);
    dropout = options.number("dropout", dropout);
    seed = options.optionalLong("seed", seed);
  }

  @Override
  public void validate() {
    ProbabilityDropout.require(dropout);
  }
}
