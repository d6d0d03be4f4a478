package io.github.inverseactivation.constraints;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Keeps the Euclidean norm of each unit's weights between two values, as {@code
 * keras.constraints.MinMaxNorm}.
 *
 * <pre>
 * w (rate clip(norm, minValue, maxValue) + (1 - rate) norm) / (norm + 1e-7)
 * </pre>
 *
 * <p>A rate of 1 enforces the bounds at once, a smaller one little by little.
 *
 * <pre>{@code
 * Operand<TFloat32> constrained = new MinMaxNorm().minValue(0.5).rate(0.1).call(tf, kernel);
 * }</pre>
 */
public final class MinMaxNorm implements Constraint, Configurable {
  private double minValue;
  private double maxValue;
  private double rate;
  private int[] axis;

  /** Keras's defaults: minValue 0, maxValue 1, rate 1, axis 0. */
  public MinMaxNorm() {
    this(0, 1, 1, new int[] {0});
  }

  private MinMaxNorm(double minValue, double maxValue, double rate, int[] axis) {
    this.minValue = minValue;
    this.maxValue = maxValue;
    this.rate = rate;
    this.axis = axis;
    check();
  }

  /**
   * The same constraint with another minValue.
   *
   * @param minValue the least norm, 0 or more; default 0
   * @return a new constraint
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public MinMaxNorm minValue(double minValue) {
    return new MinMaxNorm(minValue, maxValue, rate, axis);
  }

  /**
   * The same constraint with another maxValue.
   *
   * @param maxValue the largest norm, 0 or more; default 1
   * @return a new constraint
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public MinMaxNorm maxValue(double maxValue) {
    return new MinMaxNorm(minValue, maxValue, rate, axis);
  }

  /**
   * The same constraint with another rate.
   *
   * @param rate how much of the way to go, from 0 to 1; default 1
   * @return a new constraint
   * @throws IllegalArgumentException if the value is below 0 or above 1
   */
  public MinMaxNorm rate(double rate) {
    return new MinMaxNorm(minValue, maxValue, rate, axis);
  }

  /**
   * The same constraint along other axes.
   *
   * @param axis the axes along which norms are taken, counted from the end when negative; default
   *     0, which fits a dense kernel (in, out); a 2-D convolution kernel takes 0, 1, 2
   * @return a new constraint
   * @throws IllegalArgumentException if there is none or one appears twice
   */
  public MinMaxNorm axis(int... axis) {
    return new MinMaxNorm(minValue, maxValue, rate, axis);
  }

  /**
   * The weight as it should be.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go
   * @param weights the weight's value
   * @return the new value, of the same type and shape
   * @throws IllegalArgumentException if an axis is out of range for the weight, or minValue exceeds
   *     maxValue
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> weights) {
    if (minValue > maxValue) {
      throw new IllegalArgumentException(
          "MinMaxNorm: minValue " + minValue + " must not exceed maxValue " + maxValue);
    }
    Axes.requireInRange("MinMaxNorm", axis, weights);
    return new org.tensorflow.framework.constraints.MinMaxNorm(minValue, maxValue, rate, axis)
        .call(tf, weights);
  }

  private void check() {
    Axes.requireNonNegative("MinMaxNorm", "minValue", minValue);
    Axes.requireNonNegative("MinMaxNorm", "maxValue", maxValue);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("MinMaxNorm: rate must be 0 to 1 (got " + rate + ")");
    }
    axis = Axes.require("MinMaxNorm", axis);
  }

  @Override
  public void options(Options options) {
    minValue = options.number("minValue", minValue);
    maxValue = options.number("maxValue", maxValue);
    rate = options.number("rate", rate);
    axis = options.integers("axis", axis);
    check();
  }
}
