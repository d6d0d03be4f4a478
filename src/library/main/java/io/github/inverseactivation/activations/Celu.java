package io.github.inverseactivation.activations;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The continuously differentiable exponential linear unit: max(x, 0) + alpha (exp(min(x, 0) /
 * alpha) - 1), as {@code keras.activations.celu}.
 *
 * <pre>{@code
 * Activation celu = new Celu(2);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1704.07483">Barron 2017</a>
 */
public final class Celu implements Activation, Configurable {
  private double alpha;

  /**
   * A continuously differentiable exponential linear unit.
   *
   * @param alpha the negated limit at minus infinity, any finite number but 0; Keras's default is 1
   * @throws IllegalArgumentException if alpha is 0 or not finite
   */
  public Celu(double alpha) {
    this.alpha = check(alpha);
  }

  private static double check(double alpha) {
    if (alpha == 0) {
      throw new IllegalArgumentException("Celu: alpha must not be 0, as it is divided by");
    }
    return Scalars.requireFinite("Celu", "alpha", alpha);
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
    Scalars.requireFloating("Celu", x);
    return Rectifiers.celu(tf, x, alpha);
  }

  @Override
  public void options(Options options) {
    alpha = check(options.number("alpha", alpha));
  }
}
