package io.github.inverseactivation.activations;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * min(max(0.2 x + 0.5, 0), 1): what Keras 1 and 2, and tf.keras up to 2.15, called {@code
 * hard_sigmoid}, and what the gates of their LSTM and GRU computed by default before Keras 2.3.
 *
 * <p>Keras 3 gave the name to another function, {@link Activations#HARD_SIGMOID}, which differs
 * from it by up to 0.07, and has none for this one. Files of older versions mean this one, and it
 * is read as such. In {@code .keras} it is written as the two layers that compute it, Rescaling and
 * ReLU, which Keras 3.9 and later take in an activation's place.
 *
 * <pre>{@code
 * new LSTM(64).recurrentActivation(new FormerHardSigmoid())
 * }</pre>
 */
public final class FormerHardSigmoid implements Activation, Configurable {

  /** The function; it has no arguments. */
  public FormerHardSigmoid() {}

  /**
   * Applies the function.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go: a graph's or an eager session's
   * @param x the input
   * @return the function's value, of the input's type and shape
   * @throws IllegalArgumentException if the input's type is not floating-point
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    Scalars.requireFloating("FormerHardSigmoid", x);
    return PiecewiseFunctions.formerHardSigmoid(tf, x);
  }

  @Override
  public void options(Options options) {}
}
