package io.github.inverseactivation.constraints;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Keeps the Euclidean norm of each unit's weights at or below a value, as {@code
 * keras.constraints.MaxNorm}.
 *
 * <pre>
 * w min(norm, maxValue) / (norm + 1e-7)
 * </pre>
 *
 * <pre>{@code
 * Operand<TFloat32> constrained = new MaxNorm().maxValue(3).call(tf, kernel);
 * }</pre>
 */
public final class MaxNorm implements Constraint, Configurable {
  private double maxValue;
  private int[] axis;

  /** Keras's defaults: maxValue 2, axis 0. */
  public MaxNorm() {
    this(2, new int[] {0});
  }

  private MaxNorm(double maxValue, int[] axis) {
    this.maxValue = Axes.requireNonNegative("MaxNorm", "maxValue", maxValue);
    this.axis = Axes.require("MaxNorm", axis);
  }

  /**
   * The same constraint with another maxValue.
   *
   * @param maxValue the largest norm, 0 or more; default 2
   * @return a new constraint
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public MaxNorm maxValue(double maxValue) {
    return new MaxNorm(maxValue, axis);
  }

  /**
   * The same constraint along other axes.
   *
   * @param axis the axes along which norms are taken, counted from the end when negative; default
   *     0, which fits a dense kernel (in, out); a 2-D convolution kernel takes 0, 1, 2
   * @return a new constraint
   * @throws IllegalArgumentException if there is none or one appears twice
   */
  public MaxNorm axis(int... axis) {
    return new MaxNorm(maxValue, axis);
  }

  /**
   * The weight as it should be.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go
   * @param weights the weight's value
   * @return the new value, of the same type and shape
   * @throws IllegalArgumentException if an axis is out of range for the weight
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> weights) {
    Axes.requireInRange("MaxNorm", axis, weights);
    return new org.tensorflow.framework.constraints.MaxNorm(maxValue, axis).call(tf, weights);
  }

  @Override
  public void options(Options options) {
    maxValue = Axes.requireNonNegative("MaxNorm", "maxValue", options.number("maxValue", maxValue));
    axis = Axes.require("MaxNorm", options.integers("axis", axis));
  }
}
