package io.github.inverseactivation.regularizers;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * l2 sum(w²), as {@code keras.regularizers.L2}.
 *
 * <pre>{@code
 * Operand<TFloat32> penalty = new L2(1e-4).call(tf, kernel);
 * }</pre>
 */
public final class L2 implements Regularizer, Configurable {
  private double l2;

  /** Keras's default: 0.01. */
  public L2() {
    this(0.01);
  }

  /**
   * A penalty.
   *
   * @param l2 the factor, 0 or more; default 0.01
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public L2(double l2) {
    this.l2 = Penalties.requireFactor("L2", "l2", l2);
  }

  /**
   * The penalty.
   *
   * @param <R> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go
   * @param input the weight's value, or a layer's output
   * @return a scalar to be added to the loss
   */
  @Override
  public <R extends TNumber> Operand<R> call(Ops tf, Operand<R> input) {
    return Penalties.sumOfSquares(tf, input, l2);
  }

  @Override
  public void options(Options options) {
    l2 = Penalties.requireFactor("L2", "l2", options.number("l2", l2));
  }
}
