package io.github.inverseactivation.constraints;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * max(w, 0), as {@code keras.constraints.NonNeg}.
 *
 * <pre>{@code
 * Operand<TFloat32> constrained = new NonNeg().call(tf, kernel);
 * }</pre>
 */
public final class NonNeg implements Constraint, Configurable {

  /** The only form: it has no options. */
  public NonNeg() {}

  /**
   * The weight as it should be.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go
   * @param weights the weight's value
   * @return the new value, of the same type and shape
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> weights) {
    return tf.math.maximum(weights, tf.constant(weights.type(), 0));
  }

  /**
   * There are none.
   *
   * @param options not used
   */
  @Override
  public void options(Options options) {}
}
