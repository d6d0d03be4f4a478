package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Grouped-query attention: {@link MultiHeadAttention} in which several heads of the query share a
 * head of keys and values, so that there are fewer of these to compute and keep. Query head {@code
 * h} goes with head {@code h * keyValueHeads / queryHeads}, rounded down.
 *
 * <pre>
 * q, k, v = query * Wq + bq, key * Wk + bk, value * Wv + bv        for each head
 * y = softmax(q k^T / sqrt(headDim)) v
 * output = sum over the query's heads of y * Wo, + bo
 * </pre>
 *
 * <p>Options and their defaults: {@code dropout} 0, {@code useBias} true, {@code slidingWindow}
 * none, initializers Glorot uniform and zeros, no regularizers, no constraints, {@code useGate}
 * false, {@code seed} none; {@code useCausalMask} and {@code returnAttentionScores} false. Keras's
 * name is {@code GroupQueryAttention}.
 *
 * <pre>{@code
 * Tensor words = Input.shape(20, 64);
 * Tensor y = new GroupedQueryAttention(16, 8, 2).useCausalMask(true).apply(words, words);
 * }</pre>
 *
 * <p>Inputs: query {@code [batch, positions, features]}, value {@code [batch, positions, features]}
 * with the same number of features, key {@code [batch, positions, anything]}, which is the value
 * where it is not given. A fourth input is the attention mask {@code [batch, query's positions,
 * value's positions]}, where 0 forbids to attend; it may have a dimension for the heads after the
 * batch. Output shape: the query's. Other shapes are refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Weights, in this order: {@code query_dense/kernel [features, queryHeads, headDim]}, {@code
 * query_dense/bias}, {@code key_dense/kernel [features, keyValueHeads, headDim]}, {@code
 * key_dense/bias}, with a gate {@code gate_dense/...} as those of the query, {@code
 * value_dense/...} as those of the key, {@code output_dense/kernel [queryHeads, headDim,
 * features]}, {@code output_dense/bias}. Multiply-accumulates: those of the projections.
 *
 * <p>Masks that the inputs carry, such as those of an {@code Embedding}, are part of the mask:
 * steps that do not count are not attended to, and do not attend. The output's mask is the query's.
 * With {@code returnAttentionScores}, a second output holds the probabilities {@code [batch, heads,
 * query's positions, value's positions]}.
 *
 * <p>Source: Keras, {@code keras.layers.GroupQueryAttention}; Ainslie et al. 2023, arXiv
 * 2305.13245.
 */
public final class GroupedQueryAttention extends HeadedAttention<GroupedQueryAttention> {
  private int headDim;
  private int numQueryHeads;
  private int numKeyValueHeads;

  /**
   * Attention whose heads share keys and values.
   *
   * @param headDim the features of each head, at least 1
   * @param numQueryHeads the number of heads of the query, a multiple of {@code numKeyValueHeads}
   * @param numKeyValueHeads the number of heads of keys and values, at least 1
   * @throws IllegalArgumentException if an argument is below 1, or the heads cannot be shared
   *     equally
   */
  public GroupedQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
    this.headDim = headDim;
    this.numQueryHeads = numQueryHeads;
    this.numKeyValueHeads = numKeyValueHeads;
    validate();
  }

  @Override
  Projections projections(Shape query, Shape value, Shape key) {
    int features = Math.toIntExact(query.get(2));
    Shape heads = query.take(2).append(numQueryHeads).append(headDim);
    return projections(
        heads("query_dense", query, numQueryHeads),
        heads("key_dense", key, numKeyValueHeads),
        heads("gate_dense", query, numQueryHeads),
        heads("value_dense", value, numKeyValueHeads),
        projection("output_dense", "bquh,uhm->bqm", "m", heads, -1, features));
  }

  private Projection heads(String name, Shape input, int heads) {
    return projection(name, "bqm,muh->bquh", "uh", input, -1, heads, headDim);
  }

  @Override
  HeadScores heads(Shape value) {
    return new HeadScores(4, new int[] {1}, headDim);
  }

  @Override
  <T extends TNumber> Operand<T> forEachHead(LayerContext<T> context, Operand<T> x) {
    int repeats = numQueryHeads / numKeyValueHeads;
    if (repeats == 1) {
      return x;
    }
    Ops tf = context.tf();
    Operand<T> apart = tf.expandDims(x, tf.constant(3));
    Operand<T> repeated = tf.tile(apart, tf.array(1, 1, 1, repeats, 1));
    Operand<TInt32> positions = tf.slice(tf.shape(x), tf.array(1), tf.array(1));
    Operand<TInt32> shape =
        x.shape().get(1) == Shape.UNKNOWN_SIZE
            ? tf.concat(
                List.of(tf.array(-1), positions, tf.array(numQueryHeads, headDim)), tf.constant(0))
            : tf.array(-1, Math.toIntExact(x.shape().get(1)), numQueryHeads, headDim);
    return tf.reshape(repeated, shape);
  }

  @Override
  boolean takesMasksOff() {
    return false;
  }

  @Override
  protected boolean penalisesOutputs() {
    return true;
  }

  @Override
  void check(Shape query, Shape value, Shape key) {
    if (query.numDimensions() != 3) {
      throw new IllegalArgumentException(
          "takes inputs [batch, positions, features], not " + query + ": reshape them");
    }
    Sequences.requireSame("query and value", query, value, 2, 3);
  }

  @Override
  public void options(Options options) {
    headDim = options.integer("headDim", headDim);
    numQueryHeads = options.integer("numQueryHeads", numQueryHeads);
    numKeyValueHeads = options.integer("numKeyValueHeads", numKeyValueHeads);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (headDim < 1 || numKeyValueHeads < 1 || numQueryHeads < 1) {
      throw new IllegalArgumentException(
          "headDim, numQueryHeads and numKeyValueHeads must be at least 1, not "
              + headDim
              + ", "
              + numQueryHeads
              + " and "
              + numKeyValueHeads);
    }
    if (numQueryHeads % numKeyValueHeads != 0) {
      throw new IllegalArgumentException(
          "numQueryHeads must be a multiple of the "
              + numKeyValueHeads
              + " heads of keys and values, not "
              + numQueryHeads);
    }
  }
}
