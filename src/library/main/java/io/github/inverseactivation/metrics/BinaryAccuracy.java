package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.Aligned;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often predictions are on their label's side of a threshold: {@code (prediction > threshold)
 * == label}, for labels that are 0 or 1.
 *
 * <p>Both have the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n,
 * 1]}. Source: Keras, {@code keras.metrics.BinaryAccuracy}.
 */
public final class BinaryAccuracy extends MeanMetric<BinaryAccuracy> {

  private double threshold = 0.5;

  /** Creates a metric with a threshold of 0.5, right for probabilities. */
  public BinaryAccuracy() {
    super("binary_accuracy");
  }

  /**
   * The same metric with another threshold.
   *
   * @param threshold a finite number, 0.5 by default; 0 is right for logits
   * @return the changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public BinaryAccuracy threshold(double threshold) {
    Ranges.threshold(threshold);
    return with(copy -> copy.threshold = threshold);
  }

  @Override
  protected Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    Aligned<TFloat32, TFloat32> aligned = Pairs.of(tf, labels, predictions);
    Operand<TFloat32> ones =
        tf.dtypes.cast(
            tf.math.greater(aligned.second(), tf.constant((float) threshold)), TFloat32.class);
    return tf.dtypes.cast(tf.math.equal(aligned.first(), ones), TFloat32.class);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    threshold = Ranges.threshold(options.number("threshold", threshold));
  }
}
