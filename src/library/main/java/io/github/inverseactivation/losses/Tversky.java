package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Tversky's loss: how little labels and predictions overlap, with a weight for each of the two ways
 * to be wrong.
 *
 * <pre>
 * shared  = sum(label * prediction)
 * missed  = sum(label * (1 - prediction))
 * claimed = sum((1 - label) * prediction)
 * loss    = 1 - shared / (shared + alpha * missed + beta * claimed + 1e-7)
 * </pre>
 *
 * <p>Alpha and beta of 0.5 make it {@link Dice}'s. Sums are over everything, the batch included, or
 * over the axes that {@link #axis} names. Labels and predictions, from 0 to 1, have the same shape
 * {@code [n, ...]}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = new Tversky(0.7, 0.3).axis(1, 2, 3); // one region per image
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.Tversky}; Salehi et al. 2017, arXiv 1706.05721. Keras's
 * text calls alpha the weight of false positives; its computation, and this one, gives alpha to
 * what was missed.
 */
public final class Tversky extends OverlapLoss<Tversky> {

  private double alpha = 0.5;
  private double beta = 0.5;

  /** Creates a loss with an alpha and a beta of 0.5. */
  public Tversky() {
    super("tversky");
  }

  /**
   * Creates a loss.
   *
   * @param alpha the weight of what labels have and predictions have not, at least 0
   * @param beta the weight of what predictions have and labels have not, at least 0
   * @throws IllegalArgumentException if one is out of range
   */
  public Tversky(double alpha, double beta) {
    this();
    this.alpha = Ranges.notNegative("alpha", alpha, 0.5);
    this.beta = Ranges.notNegative("beta", beta, 0.5);
  }

  @Override
  <T extends TNumber> Operand<T> overlap(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Class<T> type = labels.type();
    Operand<T> one = tf.constant(type, 1);
    Operand<T> shared = sum(tf, tf.math.mul(labels, predictions));
    Operand<T> missed = sum(tf, tf.math.mul(labels, tf.math.sub(one, predictions)));
    Operand<T> claimed = sum(tf, tf.math.mul(tf.math.sub(one, labels), predictions));
    Operand<T> wrong =
        tf.math.add(
            tf.math.mul(missed, tf.constant(type, alpha)),
            tf.math.mul(claimed, tf.constant(type, beta)));
    Operand<T> all =
        tf.math.add(tf.math.add(shared, wrong), tf.constant(type, Crossentropies.EPSILON));
    return tf.math.div(shared, all);
  }

  @Override
  public void formulaOptions(Options options) {
    alpha = Ranges.notNegative("alpha", options.number("alpha", alpha), 0.5);
    beta = Ranges.notNegative("beta", options.number("beta", beta), 0.5);
    super.formulaOptions(options);
  }
}
