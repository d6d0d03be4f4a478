package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The negative log-likelihood of counts of which predictions are the expected values, up to what
 * does not depend on the predictions.
 *
 * <pre>
 * loss = mean(prediction - label * log(prediction + 1e-7))
 * </pre>
 *
 * <p>The mean is over the last dimension. Predictions are at least 0. Labels and predictions have
 * the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new Poisson().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.Poisson}.
 */
public final class Poisson extends ElementwiseLoss<Poisson> {

  /** Creates a loss. */
  public Poisson() {
    super("poisson");
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    Operand<T> positive =
        tf.math.add(predictions, tf.constant(labels.type(), Crossentropies.EPSILON));
    return tf.math.sub(predictions, tf.math.mul(labels, tf.math.log(positive)));
  }
}
