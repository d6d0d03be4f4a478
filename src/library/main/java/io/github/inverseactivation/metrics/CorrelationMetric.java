package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.Aligned;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The mean over samples of how labels and predictions vary together along an axis.
 *
 * @param <M> the metric itself
 */
abstract class CorrelationMetric<M extends CorrelationMetric<M>> extends MeanMetric<M> {

  private int axis = -1;

  CorrelationMetric(String name) {
    super(name);
  }

  /**
   * The same metric along another axis.
   *
   * @param axis the axis, counted from the end where negative, 0 for the batch; -1 by default
   * @return the changed copy
   */
  public final M axis(int axis) {
    return with(copy -> ((CorrelationMetric<?>) copy).axis = axis);
  }

  /** The correlation of labels and predictions, whose means and differences from them are given. */
  abstract Operand<TFloat32> correlation(Ops tf, Centred labels, Centred predictions);

  /**
   * Values with their mean taken away.
   *
   * @param mean the mean along the axis, which stays with length 1
   * @param rest the values less the mean
   * @param variance the mean of the squares of the rest
   */
  record Centred(Operand<TFloat32> mean, Operand<TFloat32> rest, Operand<TFloat32> variance) {}

  @Override
  protected final Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    Aligned<TFloat32, TFloat32> aligned = Pairs.of(tf, labels, predictions);
    int rank = aligned.second().shape().numDimensions();
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis "
              + axis
              + " does not exist in predictions of shape "
              + aligned.second().shape()
              + "; expected "
              + -rank
              + ".."
              + (rank - 1));
    }
    return tf.math.mean(
        correlation(tf, centred(tf, aligned.first()), centred(tf, aligned.second())),
        tf.constant(axis));
  }

  private Centred centred(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> mean = mean(tf, x);
    Operand<TFloat32> rest = tf.math.sub(x, mean);
    return new Centred(mean, rest, mean(tf, tf.math.square(rest)));
  }

  private Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(axis), Mean.keepDims(true));
  }

  @Override
  public final void options(Options options) {
    super.options(options);
    axis = options.integer("axis", axis);
  }
}
