package io.github.inverseactivation.activations;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * ReLU with a slope below zero: x where x &gt; 0, negativeSlope x elsewhere, as {@code
 * keras.activations.leaky_relu}.
 *
 * <pre>{@code
 * Activation leaky = new LeakyRelu(0.1);
 * }</pre>
 */
public final class LeakyRelu implements Activation, Configurable {
  private double negativeSlope;

  /**
   * A leaky ReLU.
   *
   * @param negativeSlope the slope below zero, 0 or more; Keras's function has 0.2 by default, its
   *     layer 0.3
   * @throws IllegalArgumentException if the slope is negative or not finite
   */
  public LeakyRelu(double negativeSlope) {
    this.negativeSlope = Scalars.requireNonNegative("LeakyRelu", "negativeSlope", negativeSlope);
  }

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
    Scalars.requireFloating("LeakyRelu", x);
    return Rectifiers.leakyRelu(tf, x, negativeSlope);
  }

  @Override
  public void options(Options options) {
    negativeSlope =
        Scalars.requireNonNegative(
            "LeakyRelu", "negativeSlope", options.number("negativeSlope", negativeSlope));
  }
}
