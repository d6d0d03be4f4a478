package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Additive attention (Bahdanau's): each position of the query gets a mean of the values, weighted
 * by how well it goes with their keys.
 *
 * <pre>
 * score[i, j] = sum over d of scale[d] * tanh(query[i, d] + key[j, d])
 * y[i] = sum over j of softmax(score[i])[j] * value[j]
 * </pre>
 *
 * <p>Options and their defaults: {@code useScale} true, {@code dropout} 0, {@code seed} none;
 * {@code useCausalMask} and {@code returnAttentionScores} false.
 *
 * <pre>{@code
 * Tensor query = Input.shape(10, 64);
 * Tensor value = Input.shape(20, 64);
 * Tensor y = new AdditiveAttention().dropout(0.1).apply(query, value);   // [batch, 10, 64]
 * }</pre>
 *
 * <p>Inputs: query {@code [batch, ..., queries, features]}, value {@code [batch, ..., keys,
 * anything]}, and key {@code [batch, ..., keys, features]}, which is the value where it is not
 * given. Output shape: {@code [batch, ..., queries, anything]}. Other shapes are refused with an
 * {@link IllegalArgumentException}.
 *
 * <p>Masks that the inputs carry, such as those of an {@code Embedding}, take part: steps of the
 * value that do not count are not attended to, and those of the query find 0. A key's mask does not
 * matter. The output's mask is the query's. With {@code returnAttentionScores}, a second output
 * holds the probabilities {@code [batch, ..., queries, keys]}, after dropout.
 *
 * <p>Weights: {@code scale [features]} unless {@code useScale} is false.
 *
 * <p>Source: Keras, {@code keras.layers.AdditiveAttention}; Bahdanau et al. 2014, arXiv 1409.0473.
 */
public final class AdditiveAttention extends ScoredAttention<AdditiveAttention> {

  /** Additive attention with a learned scale. */
  public AdditiveAttention() {
    super(true);
  }

  /**
   * Scales each feature by a learned number or not. Default: true.
   *
   * @param useScale whether there is a scale
   * @return a changed copy
   */
  public AdditiveAttention useScale(boolean useScale) {
    return with(copy -> copy.useScale = useScale);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    if (!useScale) {
      return List.of();
    }
    Shape query = inputs.get(0);
    long features = query.get(query.numDimensions() - 1);
    return List.of(WeightSpec.trainable("scale", Shape.of(features), new GlorotUniform()));
  }

  @Override
  <T extends TNumber> Operand<T> scores(LayerContext<T> context, Operand<T> query, Operand<T> key) {
    Ops tf = context.tf();
    Operand<T> compared = tf.math.tanh(sums(tf, query, key));
    if (useScale) {
      compared = tf.math.mul(compared, context.weight("scale"));
    }
    return tf.sum(compared, tf.constant(-1));
  }
}
