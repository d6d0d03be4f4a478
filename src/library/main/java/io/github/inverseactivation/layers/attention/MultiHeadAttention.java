package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Multi-head attention, the heart of a transformer: each head projects query, key and value, and
 * gives each position of the query a mean of the values, weighted by how well it goes with their
 * keys. A last projection joins the heads.
 *
 * <pre>
 * q, k, v = query * Wq + bq, key * Wk + bk, value * Wv + bv        for each head
 * y = softmax(q k^T / sqrt(keyDim)) v
 * output = sum over the heads of y * Wo, + bo
 * </pre>
 *
 * <p>Options and their defaults: {@code valueDim} {@code keyDim}, {@code dropout} 0, {@code
 * useBias} true, {@code outputShape} the query's features, {@code attentionAxes} all between batch
 * and features, {@code slidingWindow} none, initializers Glorot uniform and zeros, no regularizers,
 * no constraints, {@code useGate} false, {@code seed} none; {@code useCausalMask} and {@code
 * returnAttentionScores} false.
 *
 * <pre>{@code
 * Tensor words = Input.shape(20, 64);
 * Tensor self = new MultiHeadAttention(8, 8).useCausalMask(true).apply(words, words);
 *
 * Tensor image = Input.shape(16, 16, 32);
 * Tensor rows = new MultiHeadAttention(2, 16).attentionAxes(2).apply(image, image);
 * }</pre>
 *
 * <p>Inputs: query {@code [batch, positions, ..., features]}; value and key, of the same rank and
 * with the same number of positions each; key is the value where it is not given. A fourth input is
 * the attention mask {@code [batch, query's positions, value's positions]}, where 0 forbids to
 * attend; it may have a dimension for the heads after the batch. Output shape: the query's with
 * {@code outputShape} in place of its features. Other shapes are refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Weights, in this order: {@code query_dense/kernel [features, heads, keyDim]}, {@code
 * query_dense/bias [heads, keyDim]}, {@code key_dense/...} likewise, with a gate {@code
 * gate_dense/kernel [features, heads, valueDim]}, {@code gate_dense/bias}, then {@code
 * value_dense/...} likewise, {@code output_dense/kernel [heads, valueDim, outputShape]}, {@code
 * output_dense/bias [outputShape]}. Multiply-accumulates: those of the projections.
 *
 * <p>Where a mask forbids a position everything, it gets the mean of all values with {@code
 * dropout} 0 and three-dimensional inputs, and 0 else, as in Keras on TensorFlow.
 *
 * <p>Masks that the inputs carry, such as those of an {@code Embedding}, are part of the mask:
 * steps that do not count are not attended to, and do not attend. The output's mask is the query's.
 * With {@code returnAttentionScores}, a second output holds the probabilities {@code [batch, heads,
 * query's positions, value's positions]}.
 *
 * <p>Source: Keras, {@code keras.layers.MultiHeadAttention}; Vaswani et al. 2017, arXiv 1706.03762.
 */
public final class MultiHeadAttention extends HeadedAttention<MultiHeadAttention> {
  private int numHeads;
  private int keyDim;
  private Long valueDim;
  private int[] outputShape;
  private int[] attentionAxes;
  private boolean keepsMasks;

  /**
   * Attention with several heads.
   *
   * @param numHeads the number of heads, at least 1
   * @param keyDim the features of query and key in each head, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public MultiHeadAttention(int numHeads, int keyDim) {
    this.numHeads = numHeads;
    this.keyDim = keyDim;
    validate();
  }

  /**
   * Sets the features of the value in each head. Default: {@code keyDim}.
   *
   * @param valueDim at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public MultiHeadAttention valueDim(int valueDim) {
    return with(copy -> copy.valueDim = (long) valueDim);
  }

  /**
   * Sets what stands in place of the query's features in the output. Default: as many.
   *
   * @param outputShape one size or more, at least 1; none for the default
   * @return a changed copy
   * @throws IllegalArgumentException if one is below 1
   */
  public MultiHeadAttention outputShape(int... outputShape) {
    return with(copy -> copy.outputShape = outputShape.length == 0 ? null : outputShape.clone());
  }

  /**
   * Sets the axes that are attended along. Default: all between batch and features.
   *
   * @param attentionAxes axes of the inputs, counted from the end when negative; none for the
   *     default
   * @return a changed copy
   */
  public MultiHeadAttention attentionAxes(int... attentionAxes) {
    return with(
        copy -> copy.attentionAxes = attentionAxes.length == 0 ? null : attentionAxes.clone());
  }

  /**
   * Leaves the masks that the inputs carry on them, as Keras did before 3.8. Default: false, as in
   * Keras today: what uses the query, value or key later, such as the sum of a residual block,
   * finds no mask at them.
   *
   * <p>This is no option of Keras's layer, so files do not hold it: a model of a file from before
   * 3.8 has it.
   *
   * @param keepsMasks whether masks stay
   * @return a changed copy
   */
  public MultiHeadAttention keepsMasks(boolean keepsMasks) {
    return with(copy -> copy.keepsMasks = keepsMasks);
  }

  /**
   * Whether the masks that the inputs carry stay on them.
   *
   * @return false unless {@link #keepsMasks(boolean)} said otherwise
   */
  public boolean keepsMasks() {
    return keepsMasks;
  }

  @Override
  Projections projections(Shape query, Shape value, Shape key) {
    int[] queries = {numHeads, keyDim};
    int[] values = {numHeads, valueDim()};
    int rank = query.numDimensions();
    int[] joined = outputShape;
    if (joined == null) {
      joined = new int[] {Math.toIntExact(query.get(rank - 1))};
    }
    Shape heads = query.take(rank - 1).append(numHeads).append(valueDim());
    return projections(
        projection("query_dense", query, 1, queries),
        projection("key_dense", key, 1, queries),
        projection("gate_dense", query, 1, values),
        projection("value_dense", value, 1, values),
        projection("output_dense", heads, 2, joined));
  }

  /** A dense layer from the last dimensions of its input to others. */
  private Projection projection(String name, Shape input, int from, int... to) {
    int kept = input.numDimensions() - from;
    String all = letters(0, kept);
    String summed = letters(kept, kept + from);
    String made = letters(kept + from, kept + from + to.length);
    int[] sizes = new int[kept - 1 + to.length];
    Arrays.fill(sizes, -1);
    System.arraycopy(to, 0, sizes, kept - 1, to.length);
    String equation = all + summed + "," + summed + made + "->" + all + made;
    return projection(name, equation, made, input, sizes);
  }

  private static String letters(int from, int to) {
    return IntStream.range(from, to)
        .collect(StringBuilder::new, (text, i) -> text.append((char) ('a' + i)), (a, b) -> {})
        .toString();
  }

  @Override
  HeadScores heads(Shape value) {
    int features = value.numDimensions() - 1;
    int[] axes =
        attentionAxes == null
            ? IntStream.range(1, features).toArray()
            : Arrays.stream(attentionAxes)
                .map(axis -> axis < 0 ? axis + features + 1 : axis)
                .toArray();
    if (Arrays.stream(axes).anyMatch(axis -> axis < 1 || axis >= features)
        || Arrays.stream(axes).distinct().count() < axes.length) {
      throw new IllegalArgumentException(
          "attentionAxes are different axes from 1 to "
              + (features - 1)
              + " for the input shape "
              + value
              + ", not "
              + Arrays.toString(attentionAxes));
    }
    return new HeadScores(features + 2, axes, keyDim);
  }

  @Override
  <T extends TNumber> Operand<T> forEachHead(LayerContext<T> context, Operand<T> x) {
    return x;
  }

  @Override
  boolean takesMasksOff() {
    return !keepsMasks;
  }

  @Override
  protected boolean penalisesOutputs() {
    return false;
  }

  @Override
  void check(Shape query, Shape value, Shape key) {}

  private int valueDim() {
    return valueDim == null ? keyDim : Math.toIntExact(valueDim);
  }

  @Override
  public void options(Options options) {
    numHeads = options.integer("numHeads", numHeads);
    keyDim = options.integer("keyDim", keyDim);
    valueDim = options.optionalLong("valueDim", valueDim);
    outputShape = options.integers("outputShape", outputShape);
    attentionAxes = options.integers("attentionAxes", attentionAxes);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (numHeads < 1 || keyDim < 1) {
      throw new IllegalArgumentException(
          "numHeads and keyDim must be at least 1, not " + numHeads + " and " + keyDim);
    }
    if (valueDim != null && (valueDim < 1 || valueDim > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("valueDim must be at least 1, not " + valueDim);
    }
    if (outputShape != null && Arrays.stream(outputShape).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "the sizes of outputShape must be at least 1, not " + Arrays.toString(outputShape));
    }
  }
}
