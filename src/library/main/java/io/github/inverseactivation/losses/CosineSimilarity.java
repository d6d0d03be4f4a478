package io.github.inverseactivation.losses;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TNumber;

/**
 * The cosine of the angle between labels and predictions, negated: -1 for the same direction, 0 for
 * orthogonal ones, 1 for opposite ones.
 *
 * <pre>
 * loss = -sum(label / |label| * prediction / |prediction|)
 * </pre>
 *
 * <p>The sum and the lengths are over the last dimension. A vector of zeros is orthogonal to every
 * other, and has a finite gradient (where Keras's is not a number).
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new CosineSimilarity().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.CosineSimilarity}.
 */
public final class CosineSimilarity extends PairedLoss<CosineSimilarity> {

  private int axis = -1;

  /** Creates a loss. */
  public CosineSimilarity() {
    super("cosine_similarity");
  }

  /**
   * The same loss of vectors along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public CosineSimilarity axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  <T extends TNumber> Operand<T> losses(Ops tf, Operand<T> labels, Operand<T> predictions) {
    int along = Shapes.axis(axis, predictions);
    Operand<T> product = tf.math.mul(unit(tf, labels, along), unit(tf, predictions, along));
    return tf.math.neg(tf.reduceSum(product, tf.constant(along)));
  }

  private static <T extends TNumber> Operand<T> unit(Ops tf, Operand<T> x, int axis) {
    double least = Crossentropies.EPSILON * Crossentropies.EPSILON;
    Operand<T> squares =
        tf.reduceSum(tf.math.square(x), tf.constant(axis), ReduceSum.keepDims(true));
    return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(x.type(), least))));
  }

  @Override
  public void formulaOptions(Options options) {
    axis = options.integer("axis", axis);
  }
}
