package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.ClassIndexLabels;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * How often the class with the highest prediction is the label, a class index.
 *
 * <p>Predictions have shape {@code [n, ..., classes]}, probabilities or logits; labels have that
 * shape without the last dimension, or with 1 in its place. Source: Keras, {@code
 * keras.metrics.SparseCategoricalAccuracy}.
 */
public final class SparseCategoricalAccuracy extends MeanMetric<SparseCategoricalAccuracy>
    implements ClassIndexLabels {

  /** Creates a metric. */
  public SparseCategoricalAccuracy() {
    super("sparse_categorical_accuracy");
  }

  @Override
  protected Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    Operand<TInt64> indices = ClassIndices.of(tf, labels, predictions);
    Operand<TInt64> best = tf.math.argMax(predictions, tf.constant(-1));
    return tf.dtypes.cast(tf.math.equal(indices, best), TFloat32.class);
  }
}
