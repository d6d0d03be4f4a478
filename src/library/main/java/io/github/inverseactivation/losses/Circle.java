package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A loss of embeddings, vectors of length 1: it draws those of one class together and pushes those
 * of different classes apart, most where they are still far from that.
 *
 * <pre>
 * loss of i = softplus(logsumexp over j of i's class:     -gamma (m + d) (m - d)
 *                    + logsumexp over j of other classes:  gamma max(1 + m - d, 0) (1 - m - d))
 * d = max(1 - e_i . e_j, 0),   m: the margin
 * </pre>
 *
 * <p>A sample does not go with itself, and one without another of its class in the batch, or
 * without one of another class, does not count. Means are over those that do.
 *
 * <p>Predictions have the shape {@code [n, d]}, such as after {@code UnitNormalization}; labels are
 * whole numbers of shape {@code [n]} or {@code [n, 1]}.
 *
 * <pre>{@code
 * ReducedLoss<?> loss = new Circle().gamma(64).margin(0.25);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.Circle}; Sun et al. 2020, arXiv 2002.10857. A sample that
 * does not count has the gradient 0 here (in Keras it is not a number).
 */
public final class Circle extends ReducedLoss<Circle> {

  private double gamma = 80;
  private double margin = 0.4;
  private boolean removeDiagonal = true;

  /** Creates a loss. */
  public Circle() {
    super("circle");
  }

  /**
   * The same loss on another scale.
   *
   * @param gamma how much the worst pairs outweigh the others, above 0; 80 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Circle gamma(double gamma) {
    Ranges.positive("gamma", gamma);
    return with(copy -> copy.gamma = gamma);
  }

  /**
   * The same loss with another margin.
   *
   * @param margin the distance from which pairs of one class are too far, at least 0; 0.4 by
   *     default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Circle margin(double margin) {
    Ranges.notNegative("margin", margin, 0.4);
    return with(copy -> copy.margin = margin);
  }

  /**
   * The same loss, with or without the pairs of a sample and itself.
   *
   * @param removeDiagonal false to keep these pairs; true by default
   * @return the changed copy
   */
  public Circle removeDiagonal(boolean removeDiagonal) {
    return with(copy -> copy.removeDiagonal = removeDiagonal);
  }

  @Override
  protected <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    Class<T> type = predictions.type();
    if (Shapes.rank(predictions) != 2) {
      throw new IllegalArgumentException(
          "predictions of shape " + predictions.shape() + "; expected embeddings, [n, d]");
    }
    Operand<T> one = tf.constant(type, 1);
    Operand<T> zero = tf.constant(type, 0);
    Operand<T> m = tf.constant(type, margin);
    Operand<T> scale = tf.constant(type, gamma);
    Operand<T> products = tf.linalg.matMul(predictions, predictions, MatMul.transposeB(true));
    Operand<T> d = tf.math.maximum(tf.math.sub(one, products), zero);
    Operand<TInt64> classes =
        tf.reshape(Crossentropies.indices(tf, labels, predictions, 1), tf.array(-1, 1));
    Operand<TBool> same = tf.math.equal(classes, tf.linalg.transpose(classes, tf.array(1, 0)));
    Operand<TBool> positive = removeDiagonal ? tf.math.logicalAnd(same, others(tf, classes)) : same;
    Operand<T> apart =
        tf.math.mul(tf.math.neg(scale), tf.math.mul(tf.math.add(m, d), tf.math.sub(m, d)));
    Operand<T> weight = tf.math.maximum(tf.math.sub(tf.math.add(one, m), d), zero);
    Operand<T> near = tf.math.mul(scale, tf.math.mul(weight, tf.math.sub(tf.math.sub(one, m), d)));
    Operand<T> losses =
        tf.math.softplus(
            tf.math.add(
                LogSums.where(tf, apart, positive),
                LogSums.where(tf, near, tf.math.logicalNot(same))));
    return new Values<>(losses, tf.math.greater(losses, zero));
  }

  /** True but for the pairs of a sample and itself. */
  private static Operand<TBool> others(Ops tf, Operand<TInt64> classes) {
    Operand<TInt32> count = tf.size(classes);
    Operand<TInt32> places =
        tf.reshape(tf.range(tf.constant(0), count, tf.constant(1)), tf.array(-1, 1));
    return tf.math.notEqual(places, tf.linalg.transpose(places, tf.array(1, 0)));
  }

  @Override
  public void formulaOptions(Options options) {
    gamma = Ranges.positive("gamma", options.number("gamma", gamma));
    margin = Ranges.notNegative("margin", options.number("margin", margin), 0.4);
    removeDiagonal = options.bool("removeDiagonal", removeDiagonal);
  }
}
