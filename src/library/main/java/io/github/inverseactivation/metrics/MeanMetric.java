package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.Aligned;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A metric that is the weighted mean of a value per sample: {@code sum(v * w) / sum(w)}, with
 * weights of 1 when none are given, and 0 when there is no sample.
 *
 * <p>A subclass says what a sample's value is, in {@link #values}. Values of several positions per
 * sample are averaged over the positions, or weighted one by one where weights have the values'
 * rank. Source: Keras, {@code metrics/reduction_metrics.py}.
 *
 * @param <M> the metric itself, the type its withers return
 */
public abstract class MeanMetric<M extends MeanMetric<M>> extends NamedMetric<M> {

  /**
   * Creates a metric.
   *
   * @param name its name, in Keras's spelling such as {@code binary_accuracy}
   */
  protected MeanMetric(String name) {
    super(name);
  }

  /**
   * Emits the operations that compute each sample's value.
   *
   * @param tf where operations go
   * @param labels the labels
   * @param predictions the predictions
   * @return the values; the first dimension counts samples
   * @throws IllegalArgumentException if labels and predictions do not go together
   */
  protected abstract Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions);

  /** True, but for means whose class in Keras does not look at masks. */
  @Override
  public boolean usesMask() {
    return true;
  }

  @Override
  public final int stateSize(Shape predictions) {
    return 2;
  }

  @Override
  public final Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      Operand<TFloat32> sampleWeights) {
    Operand<TFloat32> values = values(tf, labels, predictions);
    Operand<TFloat32> weights = null;
    if (sampleWeights != null) {
      Aligned<TFloat32, TFloat32> aligned = Aligned.of(tf, values, sampleWeights);
      int weightRank = aligned.second().shape().numDimensions();
      check(aligned, sampleWeights);
      values = meanFrom(tf, aligned.first(), weightRank);
      weights = tf.broadcastTo(aligned.second(), tf.shape(values));
      values = tf.math.mul(values, weights);
      weights = meanFrom(tf, weights, 1);
    }
    values = meanFrom(tf, values, 1);
    Operand<TFloat32> count =
        weights == null ? tf.dtypes.cast(tf.size(values), TFloat32.class) : sum(tf, weights);
    return tf.stack(List.of(sum(tf, values), count));
  }

  @Override
  public final double result(double[] sums) {
    return finish(sums[1] == 0 ? 0 : sums[0] / sums[1]);
  }

  /**
   * What is reported of the mean.
   *
   * @param mean the weighted mean of the values of all samples
   * @return the metric, by default the mean itself
   */
  protected double finish(double mean) {
    return mean;
  }

  private static void check(Aligned<TFloat32, TFloat32> aligned, Operand<TFloat32> given) {
    Shape values = aligned.first().shape();
    Shape weights = aligned.second().shape();
    boolean match = weights.numDimensions() <= values.numDimensions();
    for (int i = 0; match && i < weights.numDimensions(); i++) {
      match = weights.get(i) == 1 || Shape.isCompatible(weights.get(i), values.get(i));
    }
    if (!match) {
      throw new IllegalArgumentException(
          "sample weights of shape "
              + given.shape()
              + " do not match values of shape "
              + values
              + "; expected that shape, or one weight per sample");
    }
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(x, axes(tf, 0, x.shape().numDimensions()));
  }

  /** The mean over the axes from one on, if there are any. */
  private static Operand<TFloat32> meanFrom(Ops tf, Operand<TFloat32> x, int axis) {
    int rank = x.shape().numDimensions();
    return rank > axis ? tf.math.mean(x, axes(tf, axis, rank)) : x;
  }

  private static Operand<TInt32> axes(Ops tf, int from, int to) {
    return tf.constant(IntStream.range(from, to).toArray());
  }
}
