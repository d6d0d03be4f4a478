package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of absolute differences between labels and predictions.
 *
 * <p>{@code loss = mean(|label - prediction|)}, the mean over the last dimension. Labels and
 * predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n,
 * 1]}.
 *
 * <p>Source: Keras, {@code keras.losses.MeanAbsoluteError}.
 */
public final class MeanAbsoluteError extends ElementwiseLoss<MeanAbsoluteError> {

  /** Creates a loss. */
  public MeanAbsoluteError() {
    super("mean_absolute_error");
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return tf.math.abs(tf.math.sub(labels, predictions));
  }
}
