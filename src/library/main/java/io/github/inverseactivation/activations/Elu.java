package io.github.inverseactivation.activations;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The exponential linear unit: x where x &gt; 0, alpha (exp(x) - 1) elsewhere, as {@code
 * keras.activations.elu}.
 *
 * <pre>{@code
 * Activation elu = new Elu(0.5);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1511.07289">Clevert et al. 2016</a>
 */
public final class Elu implements Activation, Configurable {
  private double alpha;

  /**
   * An exponential linear unit.
   *
   * @param alpha the negated limit at minus infinity, any finite number; Keras's default is 1
   * @throws IllegalArgumentException if alpha is not finite
   */
  public Elu(double alpha) {
    this.alpha = Scalars.requireFinite("Elu", "alpha", alpha);
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
    Scalars.requireFloating("Elu", x);
    return Rectifiers.elu(tf, x, alpha);
  }

  @Override
  public void options(Options options) {
    alpha = Scalars.requireFinite("Elu", "alpha", options.number("alpha", alpha));
  }
}
