package io.github.inverseactivation.regularizers;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * l1 sum(|w|), as {@code keras.regularizers.L1}.
 *
 * <pre>{@code
 * Operand<TFloat32> penalty = new L1(1e-4).call(tf, kernel);
 * }</pre>
 */
public final class L1 implements Regularizer, Configurable {
  private double l1;

  /** Keras's default: 0.01. */
  public L1() {
    this(0.01);
  }

  /**
   * A penalty.
   *
   * @param l1 the factor, 0 or more; default 0.01
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public L1(double l1) {
    this.l1 = Penalties.requireFactor("L1", "l1", l1);
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
    return Penalties.sumOfMagnitudes(tf, input, l1);
  }

  @Override
  public void options(Options options) {
    l1 = Penalties.requireFactor("L1", "l1", options.number("l1", l1));
  }
}
