package io.github.inverseactivation.activations;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The Gaussian error linear unit, exact or approximate, as {@code keras.activations.gelu}.
 *
 * <pre>
 * exact:        x (1 + erf(x / sqrt(2))) / 2
 * approximate:  x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x³))) / 2
 * </pre>
 *
 * <pre>{@code
 * Activation gelu = new Gelu(true);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel 2016</a>
 */
public final class Gelu implements Activation, Configurable {
  private boolean approximate;

  /**
   * A Gaussian error linear unit.
   *
   * @param approximate whether to use the approximation by tanh; Keras's default is false
   */
  public Gelu(boolean approximate) {
    this.approximate = approximate;
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
    Scalars.requireFloating("Gelu", x);
    return GELU.gelu(tf, x, approximate);
  }

  @Override
  public void options(Options options) {
    approximate = options.bool("approximate", approximate);
  }
}
