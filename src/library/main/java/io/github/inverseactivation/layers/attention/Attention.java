package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Dot-product attention (Luong's): each position of the query gets a mean of the values, weighted
 * by how well it goes with their keys.
 *
 * <pre>
 * score[i, j] = query[i] . key[j]                       DOT
 * score[i, j] = c sum over d of tanh(query[i, d] + key[j, d])   CONCAT
 * y[i] = sum over j of softmax(score[i])[j] * value[j]
 * </pre>
 *
 * <p>With {@code useScale}, a learned number multiplies the products, or what goes into {@code
 * tanh}. The products are not divided by the root of the features, as they are in {@link
 * MultiHeadAttention}.
 *
 * <p>Options and their defaults: {@code useScale} false, {@code scoreMode} DOT, {@code dropout} 0,
 * {@code seed} none; {@code useCausalMask} and {@code returnAttentionScores} false.
 *
 * <pre>{@code
 * Tensor query = Input.shape(10, 64);
 * Tensor value = Input.shape(20, 64);
 * Tensor y = new Attention().useScale(true).apply(query, value);   // [batch, 10, 64]
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
 * <p>Weights: {@code scale []} with {@code useScale}, {@code concat_score_weight []} with {@code
 * CONCAT}, both 1 at the start.
 *
 * <p>Source: Keras, {@code keras.layers.Attention}; Luong et al. 2015, arXiv 1508.04025.
 */
public final class Attention extends ScoredAttention<Attention> {

  /** How a query and a key are compared. */
  public enum ScoreMode {
    /** By their product. */
    DOT,
    /** By the sum of the tanh of their sum, times a learned number. */
    CONCAT
  }

  private ScoreMode scoreMode = ScoreMode.DOT;

  /** Attention by plain products. */
  public Attention() {
    super(false);
  }

  /**
   * Scales the scores by a learned number or not. Default: false.
   *
   * @param useScale whether there is a scale
   * @return a changed copy
   */
  public Attention useScale(boolean useScale) {
    return with(copy -> copy.useScale = useScale);
  }

  /**
   * Sets how a query and a key are compared. Default: {@link ScoreMode#DOT}.
   *
   * @param scoreMode the way to compare
   * @return a changed copy
   */
  public Attention scoreMode(ScoreMode scoreMode) {
    Objects.requireNonNull(scoreMode, "scoreMode");
    return with(copy -> copy.scoreMode = scoreMode);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    List<WeightSpec> weights = new ArrayList<>();
    if (useScale) {
      weights.add(WeightSpec.trainable("scale", Shape.scalar(), new Ones()));
    }
    if (scoreMode == ScoreMode.CONCAT) {
      weights.add(WeightSpec.trainable("concat_score_weight", Shape.scalar(), new Ones()));
    }
    return weights;
  }

  @Override
  <T extends TNumber> Operand<T> scores(LayerContext<T> context, Operand<T> query, Operand<T> key) {
    Ops tf = context.tf();
    boolean dot = scoreMode == ScoreMode.DOT;
    Operand<T> compared = dot ? products(context, query, key) : sums(tf, query, key);
    if (useScale) {
      compared = tf.math.mul(compared, context.weight("scale"));
    }
    if (dot) {
      return compared;
    }
    Operand<TInt32> last = tf.constant(-1);
    return tf.math.mul(tf.sum(tf.math.tanh(compared), last), context.weight("concat_score_weight"));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    scoreMode = options.choice("scoreMode", scoreMode);
  }
}
