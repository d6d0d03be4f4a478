package io.github.inverseactivation.regularizers;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * l1 sum(|w|) + l2 sum(w²), as {@code keras.regularizers.L1L2}.
 *
 * <pre>{@code
 * Operand<TFloat32> penalty = new L1L2(1e-5, 1e-4).call(tf, kernel);
 * }</pre>
 */
public final class L1L2 implements Regularizer, Configurable {
  private double l1;
  private double l2;

  /**
   * A penalty.
   *
   * @param l1 the factor of the magnitudes, 0 or more; Keras's default is 0
   * @param l2 the factor of the squares, 0 or more; Keras's default is 0
   * @throws IllegalArgumentException if a factor is negative or not finite
   */
  public L1L2(double l1, double l2) {
    this.l1 = Penalties.requireFactor("L1L2", "l1", l1);
    this.l2 = Penalties.requireFactor("L1L2", "l2", l2);
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
    if (l1 == 0 && l2 == 0) {
      return tf.constant(input.type(), 0);
    }
    if (l2 == 0) {
      return Penalties.sumOfMagnitudes(tf, input, l1);
    }
    Operand<R> squares = Penalties.sumOfSquares(tf, input, l2);
    return l1 == 0 ? squares : tf.math.add(Penalties.sumOfMagnitudes(tf, input, l1), squares);
  }

  @Override
  public void options(Options options) {
    l1 = Penalties.requireFactor("L1L2", "l1", options.number("l1", l1));
    l2 = Penalties.requireFactor("L1L2", "l2", options.number("l2", l2));
  }
}
