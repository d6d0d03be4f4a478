package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of differences between labels and predictions, in percent of the labels.
 *
 * <pre>
 * loss = 100 * mean(|label - prediction| / max(|label|, 1e-7))
 * </pre>
 *
 * <p>The mean is over the last dimension. Labels and predictions have the shape {@code [n, ...,
 * d]}; labels {@code [n]} go with predictions {@code [n, 1]}. A label of 0 makes the loss huge:
 * choose another one where labels come near 0.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new MeanAbsolutePercentageError().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.MeanAbsolutePercentageError}.
 */
public final class MeanAbsolutePercentageError
    extends ElementwiseLoss<MeanAbsolutePercentageError> {

  /** Creates a loss. */
  public MeanAbsolutePercentageError() {
    super("mean_absolute_percentage_error");
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Class<T> type = labels.type();
    Operand<T> size =
        tf.math.maximum(tf.math.abs(labels), tf.constant(type, Crossentropies.EPSILON));
    Operand<T> part = tf.math.abs(tf.math.div(tf.math.sub(labels, predictions), size));
    return tf.math.mul(tf.constant(type, 100), part);
  }
}
