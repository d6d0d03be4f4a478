package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.Aligned;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The root of the mean of squared differences between labels and predictions: {@code
 * sqrt(mean((label - prediction)^2))}, the mean over all samples of all batches.
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}. Source: Keras, {@code keras.metrics.RootMeanSquaredError}.
 */
public final class RootMeanSquaredError extends MeanMetric<RootMeanSquaredError> {

  /** Creates a metric. */
  public RootMeanSquaredError() {
    super("root_mean_squared_error");
  }

  /** False, as in Keras. */
  @Override
  public boolean usesMask() {
    return false;
  }

  @Override
  protected Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    Aligned<TFloat32, TFloat32> aligned = Pairs.of(tf, labels, predictions);
    return tf.math.square(tf.math.sub(aligned.first(), aligned.second()));
  }

  @Override
  protected double finish(double mean) {
    return Math.sqrt(mean);
  }
}
