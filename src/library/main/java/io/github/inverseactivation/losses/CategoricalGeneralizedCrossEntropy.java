package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss for labels of which some are wrong, between the crossentropy and the absolute error: what
 * contradicts a sure prediction weighs less than in the crossentropy.
 *
 * <pre>
 * loss = (1 - p^q) / q,   p: the predicted probability of the label
 * </pre>
 *
 * <p>For q near 0 it is the crossentropy, for q near 1 the absolute error. Predictions are
 * probabilities of shape {@code [n, ..., classes]}; labels are class indices of that shape without
 * the last dimension, or with 1 in its place, from 0 to {@code classes - 1}. The gradient at p = 0
 * is not finite.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = new CategoricalGeneralizedCrossEntropy().q(0.7);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.CategoricalGeneralizedCrossEntropy}; Zhang and Sabuncu
 * 2018, arXiv 1805.07836.
 */
public final class CategoricalGeneralizedCrossEntropy
    extends ReducedLoss<CategoricalGeneralizedCrossEntropy> implements ClassIndexLabels {

  private double q = 0.5;

  /** Creates a loss of probabilities. */
  public CategoricalGeneralizedCrossEntropy() {
    super("categorical_generalized_cross_entropy");
  }

  /**
   * The same loss, nearer to the crossentropy or to the absolute error.
   *
   * @param q above 0 and below 1; 0.5 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CategoricalGeneralizedCrossEntropy q(double q) {
    Ranges.between("q", q, 0.5);
    return with(copy -> copy.q = q);
  }

  @Override
  protected <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    Class<T> type = predictions.type();
    int last = Shapes.axis(-1, predictions);
    Operand<T> oneHot =
        tf.oneHot(
            Crossentropies.indices(tf, labels, predictions, last),
            Crossentropies.lastDimension(tf, predictions),
            tf.constant(type, 1),
            tf.constant(type, 0));
    Operand<T> p = tf.reduceSum(tf.math.mul(predictions, oneHot), tf.constant(-1));
    Operand<T> rest = tf.math.sub(tf.constant(type, 1), tf.math.pow(p, tf.constant(type, q)));
    return new Values<>(tf.math.div(rest, tf.constant(type, q)));
  }

  @Override
  public void formulaOptions(Options options) {
    q = Ranges.between("q", options.number("q", q), 0.5);
  }
}
