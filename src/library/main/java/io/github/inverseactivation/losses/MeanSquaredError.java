package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of squared differences between labels and predictions.
 *
 * <p>{@code loss = mean((label - prediction)^2)}, the mean over the last dimension. Labels and
 * predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n,
 * 1]}.
 *
 * <p>Source: Keras, {@code keras.losses.MeanSquaredError}.
 */
public final class MeanSquaredError extends ElementwiseLoss<MeanSquaredError> {

  /** Creates a loss. */
  public MeanSquaredError() {
    super("mean_squared_error");
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return tf.math.square(tf.math.sub(labels, predictions));
  }
}
