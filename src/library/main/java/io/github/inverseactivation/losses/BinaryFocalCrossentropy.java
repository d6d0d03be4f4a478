package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Binary crossentropy that turns to what is still predicted badly: what is predicted well already,
 * such as a large background, loses next to nothing.
 *
 * <pre>
 * right = label * p + (1 - label) * (1 - p)
 * loss  = mean((1 - right)^gamma * crossentropy(label, p))
 * </pre>
 *
 * <p>The mean is over the last dimension; the crossentropy is that of {@link BinaryCrossentropy}.
 * With {@link #classBalancing} each label's loss is multiplied by {@code alpha} where the label is
 * 1 and by {@code 1 - alpha} where it is 0.
 *
 * <p>Labels and predictions have the same shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = BinaryFocalCrossentropy.fromLogits().gamma(3).classBalancing(true);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.BinaryFocalCrossentropy}; Lin et al. 2018, arXiv
 * 1708.02002.
 */
public final class BinaryFocalCrossentropy extends BinaryLabels<BinaryFocalCrossentropy> {

  private boolean applyClassBalancing;
  private double alpha = 0.25;
  private double gamma = 2;

  /** Creates a loss of probabilities. */
  public BinaryFocalCrossentropy() {
    super("binary_focal_crossentropy");
  }

  /**
   * A loss of logits.
   *
   * @return the loss
   */
  public static BinaryFocalCrossentropy fromLogits() {
    return new BinaryFocalCrossentropy().onLogits();
  }

  /**
   * The same loss, with labels of 1 and of 0 weighted by alpha or not.
   *
   * @param applyClassBalancing whether they are; false by default
   * @return the changed copy
   */
  public BinaryFocalCrossentropy classBalancing(boolean applyClassBalancing) {
    return with(copy -> copy.applyClassBalancing = applyClassBalancing);
  }

  /**
   * The same loss with another weight of labels that are 1; it takes effect with {@link
   * #classBalancing}.
   *
   * @param alpha from 0 to 1; 0.25 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public BinaryFocalCrossentropy alpha(double alpha) {
    Ranges.fraction("alpha", alpha, 0.25);
    return with(copy -> copy.alpha = alpha);
  }

  /**
   * The same loss with another focus.
   *
   * @param gamma how sharply it turns to what is predicted badly, at least 0; 2 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public BinaryFocalCrossentropy gamma(double gamma) {
    Ranges.notNegative("gamma", gamma, 2);
    return with(copy -> copy.gamma = gamma);
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Operand<T> one = tf.constant(labels.type(), 1);
    Operand<T> zeros = tf.math.sub(one, labels);
    Operand<T> p = takesLogits() ? tf.math.sigmoid(predictions) : predictions;
    Operand<T> right = tf.math.add(tf.math.mul(labels, p), tf.math.mul(zeros, tf.math.sub(one, p)));
    Operand<T> focus = tf.math.pow(tf.math.sub(one, right), tf.constant(labels.type(), gamma));
    Operand<T> losses =
        tf.math.mul(focus, Crossentropies.binary(tf, labels, predictions, takesLogits()));
    if (!applyClassBalancing) {
      return losses;
    }
    Operand<T> weights =
        tf.math.add(
            tf.math.mul(labels, tf.constant(labels.type(), alpha)),
            tf.math.mul(zeros, tf.constant(labels.type(), 1 - alpha)));
    return tf.math.mul(weights, losses);
  }

  @Override
  public void formulaOptions(Options options) {
    super.formulaOptions(options);
    applyClassBalancing = options.bool("applyClassBalancing", applyClassBalancing);
    alpha = Ranges.fraction("alpha", options.number("alpha", alpha), 0.25);
    gamma = Ranges.notNegative("gamma", options.number("gamma", gamma), 2);
  }

  @Override
  public boolean findsLogits() {
    return false;
  }
}
