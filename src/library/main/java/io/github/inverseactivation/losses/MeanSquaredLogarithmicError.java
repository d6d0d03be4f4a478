package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of squared differences between the logarithms of labels and predictions, so that ratios
 * count.
 *
 * <pre>
 * loss = mean((log(1 + prediction) - log(1 + label))^2)
 * </pre>
 *
 * <p>The mean is over the last dimension. Numbers below 1e-7 count as 1e-7. Labels and predictions
 * have the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new MeanSquaredLogarithmicError().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.MeanSquaredLogarithmicError}.
 */
public final class MeanSquaredLogarithmicError
    extends ElementwiseLoss<MeanSquaredLogarithmicError> {

  /** Creates a loss. */
  public MeanSquaredLogarithmicError() {
    super("mean_squared_logarithmic_error");
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return tf.math.square(tf.math.sub(logarithm(tf, predictions), logarithm(tf, labels)));
  }

  private static <T extends TNumber> Operand<T> logarithm(Ops tf, Operand<T> x) {
    Class<T> type = x.type();
    Operand<T> bounded = tf.math.maximum(x, tf.constant(type, Crossentropies.EPSILON));
    return tf.math.log(tf.math.add(bounded, tf.constant(type, 1)));
  }
}
