package io.github.inverseactivation.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often the class with the highest prediction is the class with the highest label.
 *
 * <p>Labels, one-hot, and predictions, probabilities or logits, have the same shape {@code [n, ...,
 * classes]}. Source: Keras, {@code keras.metrics.CategoricalAccuracy}.
 */
public final class CategoricalAccuracy extends MeanMetric<CategoricalAccuracy> {

  /** Creates a metric. */
  public CategoricalAccuracy() {
    super("categorical_accuracy");
  }

  @Override
  protected Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    return tf.dtypes.cast(
        tf.math.equal(
            ClassIndices.ofOneHot(tf, labels, predictions, "SparseCategoricalAccuracy"),
            tf.math.argMax(predictions, tf.constant(-1))),
        TFloat32.class);
  }
}
