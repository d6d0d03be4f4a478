package io.github.inverseactivation.activations;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * exp(x) / sum(exp(x)) along an axis, as {@code keras.activations.softmax}.
 *
 * <pre>{@code
 * Activation overChannels = new Softmax(1);
 * }</pre>
 */
public final class Softmax implements Activation, Configurable {
  private int axis;

  /**
   * A softmax along an axis.
   *
   * @param axis the axis, counted from the end when negative; Keras's default is -1
   */
  public Softmax(int axis) {
    this.axis = axis;
  }

  /**
   * Applies the function.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go: a graph's or an eager session's
   * @param x the input, of rank 1 or more; for another axis than -1 its rank must be known
   * @return the function's value, of the input's type and shape
   * @throws IllegalArgumentException if the input's type is not floating-point, the axis is out of
   *     range, or the rank is unknown and the axis not -1
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    Scalars.requireFloating("Softmax", x);
    return AxisFunctions.softmax(tf, x, axis);
  }

  @Override
  public void options(Options options) {
    axis = options.integer("axis", axis);
  }
}
