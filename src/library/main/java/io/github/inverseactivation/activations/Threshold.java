package io.github.inverseactivation.activations;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * x where x &gt; threshold, a fixed value elsewhere, as {@code keras.activations.threshold}.
 *
 * <pre>{@code
 * Activation threshold = new Threshold(0.1, 0);
 * }</pre>
 */
public final class Threshold implements Activation, Configurable {
  private double threshold;
  private double defaultValue;

  /**
   * A threshold.
   *
   * @param threshold what x must exceed to be kept, any finite number
   * @param defaultValue the value where it does not, any finite number
   * @throws IllegalArgumentException if an argument is not finite
   */
  public Threshold(double threshold, double defaultValue) {
    this.threshold = Scalars.requireFinite("Threshold", "threshold", threshold);
    this.defaultValue = Scalars.requireFinite("Threshold", "defaultValue", defaultValue);
  }

  /**
   * Applies the function.
   *
   * @param <T> the element type: float16, bfloat16, float32 or float64
   * @param tf where the operations go: a graph's or an eager session's
   * @param x the input
   * @return the function's value, of the input's type and shape
   * @throws IllegalArgumentException if the input's type is not floating-point
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    Scalars.requireFloating("Threshold", x);
    return Rectifiers.threshold(tf, x, threshold, defaultValue);
  }

  @Override
  public void options(Options options) {
    threshold =
        Scalars.requireFinite("Threshold", "threshold", options.number("threshold", threshold));
    defaultValue =
        Scalars.requireFinite(
            "Threshold", "defaultValue", options.number("defaultValue", defaultValue));
  }
}
