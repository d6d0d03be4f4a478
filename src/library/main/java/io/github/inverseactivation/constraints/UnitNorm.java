package io.github.inverseactivation.constraints;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Gives each unit's weights the Euclidean norm 1, as {@code keras.constraints.UnitNorm}: w / (norm
 * + 1e-7).
 *
 * <pre>{@code
 * Operand<TFloat32> constrained = new UnitNorm().axis(0, 1, 2).call(tf, convolutionKernel);
 * }</pre>
 */
public final class UnitNorm implements Constraint, Configurable {
  private int[] axis;

  /** Keras's default: axis 0. */
  public UnitNorm() {
    this(new int[] {0});
  }

  private UnitNorm(int[] axis) {
    this.axis = Axes.require("UnitNorm", axis);
  }

  /**
   * The same constraint along other axes.
   *
   * @param axis the axes along which norms are taken, counted from the end when negative; default
   *     0, which fits a dense kernel (in, out); a 2-D convolution kernel takes 0, 1, 2
   * @return a new constraint
   * @throws IllegalArgumentException if there is none or one appears twice
   */
  public UnitNorm axis(int... axis) {
    return new UnitNorm(axis);
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
    Axes.requireInRange("UnitNorm", axis, weights);
    return new org.tensorflow.framework.constraints.UnitNorm(axis).call(tf, weights);
  }

  @Override
  public void options(Options options) {
    axis = Axes.require("UnitNorm", options.integers("axis", axis));
  }
}
