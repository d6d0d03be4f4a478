package io.github.inverseactivation.layers.activation;

import io.github.inverseactivation.activations.LeakyRelu;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.PoolableActivation;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WindowExtremes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * ReLU with a slope below zero: {@code y = x} where x &gt; 0, {@code negativeSlope x} elsewhere.
 *
 * <pre>{@code
 * new LeakyReLU().negativeSlope(0.1)
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.LeakyReLU}.
 */
public final class LeakyReLU extends SingleInputLayer<LeakyReLU> implements PoolableActivation {
  private double negativeSlope = 0.3;

  /** A leaky ReLU of slope 0.3. */
  public LeakyReLU() {}

  /**
   * Sets the slope below zero. Default: 0.3 (of the function {@code leaky_relu}: 0.2).
   *
   * @param negativeSlope the slope, 0 or more
   * @return a changed copy
   * @throws IllegalArgumentException if the slope is negative or not finite
   */
  public LeakyReLU negativeSlope(double negativeSlope) {
    return with(copy -> copy.negativeSlope = negativeSlope);
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
    return context.activate(new LeakyRelu(negativeSlope), x);
  }

  @Override
  public boolean isNonDecreasing() {
    return true;
  }

  @Override
  public <T extends TNumber> WindowExtremes<T> callPooled(
      LayerContext<T> context, WindowExtremes<T> x) {
    return x.map(extreme -> context.activate(new LeakyRelu(negativeSlope), extreme));
  }

  @Override
  public void options(Options options) {
    negativeSlope = options.number("negativeSlope", negativeSlope);
  }

  @Override
  public void validate() {
    new LeakyRelu(negativeSlope);
  }
}
