package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.Aligned;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often predictions equal labels.
 *
 * <p>Both have the same shape {@code [n, ...]}; labels {@code [n]} go with predictions {@code [n,
 * 1]}. For predictions of probabilities there are {@link BinaryAccuracy}, {@link
 * CategoricalAccuracy} and {@link SparseCategoricalAccuracy}. Source: Keras, {@code
 * keras.metrics.Accuracy}.
 */
public final class Accuracy extends MeanMetric<Accuracy> {

  /** Creates a metric. */
  public Accuracy() {
    super("accuracy");
  }

  @Override
  protected Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<? extends TNumber> predictions) {
    return equal(tf, labels, predictions);
  }

  private static <T extends TNumber> Operand<TFloat32> equal(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    Aligned<T, T> aligned =
        Aligned.of(tf, tf.dtypes.cast(labels, predictions.type()), predictions).elementwise();
    return tf.dtypes.cast(tf.math.equal(aligned.first(), aligned.second()), TFloat32.class);
  }
}
