package io.github.inverseactivation.layers.activation;

import io.github.inverseactivation.activations.Elu;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * The exponential linear unit: {@code y = x} where x &gt; 0, {@code alpha (exp(x) - 1)} elsewhere.
 *
 * <pre>{@code
 * new ELU().alpha(0.5)
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.ELU}; Clevert et al. 2016, arXiv 1511.07289.
 */
public final class ELU extends SingleInputLayer<ELU> {
  private double alpha = 1;

  /** An exponential linear unit with alpha 1. */
  public ELU() {}

  /**
   * Sets the negated limit at minus infinity. Default: 1.
   *
   * @param alpha any finite number
   * @return a changed copy
   * @throws IllegalArgumentException if alpha is not finite
   */
  public ELU alpha(double alpha) {
    return with(copy -> copy.alpha = alpha);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.activate(new Elu(alpha), x);
  }

  @Override
  public void options(Options options) {
    alpha = options.number("alpha", alpha);
  }

  @Override
  public void validate() {
    new Elu(alpha);
  }
}
