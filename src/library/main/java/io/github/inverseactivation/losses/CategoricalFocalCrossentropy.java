package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Categorical crossentropy that turns to what is still predicted badly: what is predicted well
 * already, such as a frequent class, loses next to nothing.
 *
 * <pre>
 * loss = sum(alpha * (1 - p)^gamma * -label * log(p))
 * </pre>
 *
 * <p>The sum is over the classes. Predictions are probabilities by default, or with {@link
 * #fromLogits()} logits and {@code p = softmax(logits)}; either way they are divided by their sum
 * and clipped to [1e-7, 1 - 1e-7].
 *
 * <p>Labels, one-hot, and predictions have the same shape {@code [n, ..., classes]}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = CategoricalFocalCrossentropy.fromLogits().alpha(0.2, 0.3, 0.5);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.CategoricalFocalCrossentropy}; Lin et al. 2018, arXiv
 * 1708.02002.
 */
public final class CategoricalFocalCrossentropy
    extends CategoricalLabels<CategoricalFocalCrossentropy> {

  private double[] alpha = {0.25};
  private double gamma = 2;

  /** Creates a loss of probabilities. */
  public CategoricalFocalCrossentropy() {
    super("categorical_focal_crossentropy");
  }

  /**
   * A loss of logits.
   *
   * @return the loss
   */
  public static CategoricalFocalCrossentropy fromLogits() {
    return new CategoricalFocalCrossentropy().onLogits();
  }

  /**
   * The same loss with other weights of the classes.
   *
   * @param alpha a weight for all classes or one for each, at least 0; 0.25 by default
   * @return the changed copy
   * @throws IllegalArgumentException if there is none, or one is out of range
   */
  public CategoricalFocalCrossentropy alpha(double... alpha) {
    double[] checked = checked(alpha.clone());
    return with(copy -> copy.alpha = checked);
  }

  /**
   * The same loss with another focus.
   *
   * @param gamma how sharply it turns to what is predicted badly, at least 0; 2 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public CategoricalFocalCrossentropy gamma(double gamma) {
    Ranges.notNegative("gamma", gamma, 2);
    return with(copy -> copy.gamma = gamma);
  }

  @Override
  <T extends TNumber> Operand<T> classesLast(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Class<T> type = labels.type();
    long classes = predictions.shape().get(predictions.shape().numDimensions() - 1);
    if (alpha.length > 1 && classes >= 0 && classes != alpha.length) {
      throw new IllegalArgumentException(
          "alpha has "
              + alpha.length
              + " weights, the predictions have "
              + classes
              + " classes; expected one weight for each class, or one for all");
    }
    Operand<T> p =
        Crossentropies.normalized(
            tf, takesLogits() ? Crossentropies.softmax(tf, predictions) : predictions);
    Operand<T> focus =
        tf.math.mul(
            tf.math.pow(tf.math.sub(tf.constant(type, 1), p), tf.constant(type, gamma)),
            tf.dtypes.cast(tf.constant(alpha), type));
    Operand<T> losses = tf.math.mul(focus, tf.math.mul(labels, tf.math.log(p)));
    return tf.math.neg(tf.reduceSum(losses, tf.constant(-1)));
  }

  private static double[] checked(double[] alpha) {
    if (alpha == null || alpha.length == 0) {
      throw new IllegalArgumentException(
          "alpha has no weights; expected one for all classes, such as 0.25, or one for each");
    }
    for (double each : alpha) {
      Ranges.notNegative("alpha", each, 0.25);
    }
    return alpha;
  }

  @Override
  public void formulaOptions(Options options) {
    super.formulaOptions(options);
    alpha = checked(options.numbers("alpha", alpha));
    gamma = Ranges.notNegative("gamma", options.number("gamma", gamma), 2);
  }

  @Override
  public boolean findsLogits() {
    return false;
  }
}
