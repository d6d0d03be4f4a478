package io.github.inverseactivation.activations;

import static io.github.inverseactivation.activations.Scalars.scalar;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The rectified linear unit with all its options, as {@code keras.activations.relu} and the layer
 * {@code keras.layers.ReLU}.
 *
 * <pre>
 * y = min(x, maxValue)                  where x &gt; threshold
 * y = negativeSlope (x - threshold)     elsewhere
 * </pre>
 *
 * <p>With no option it is max(x, 0), the same as {@link Activations#RELU}. An instance is
 * immutable.
 *
 * <pre>{@code
 * Activation clipped = new Relu().maxValue(1);
 * Activation leaky = new Relu().negativeSlope(0.1);
 * }</pre>
 */
public final class Relu implements Activation, Configurable {
  private Double maxValue;
  private double negativeSlope;
  private double threshold;

  /** ReLU with Keras's defaults: no largest value, slope 0, threshold 0. */
  public Relu() {
    this(null, 0, 0);
  }

  private Relu(Double maxValue, double negativeSlope, double threshold) {
    this.maxValue = maxValue;
    this.negativeSlope = negativeSlope;
    this.threshold = threshold;
    check();
  }

  /**
   * The same function with a largest value.
   *
   * @param maxValue the largest value of the function, 0 or more; without this option there is none
   * @return a new activation
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public Relu maxValue(double maxValue) {
    return new Relu(maxValue, negativeSlope, threshold);
  }

  /**
   * The same function with another slope below the threshold.
   *
   * @param negativeSlope the slope, 0 or more; default 0
   * @return a new activation
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public Relu negativeSlope(double negativeSlope) {
    return new Relu(maxValue, negativeSlope, threshold);
  }

  /**
   * The same function with another threshold.
   *
   * @param threshold what x must exceed to pass, 0 or more; default 0
   * @return a new activation
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public Relu threshold(double threshold) {
    return new Relu(maxValue, negativeSlope, threshold);
  }

  private void check() {
    if (maxValue != null) {
      Scalars.requireNonNegative("Relu", "maxValue", maxValue);
    }
    Scalars.requireNonNegative("Relu", "negativeSlope", negativeSlope);
    Scalars.requireNonNegative("Relu", "threshold", threshold);
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
    Scalars.requireFloating("Relu", x);
    if (maxValue == null && threshold == 0 && negativeSlope != 0) {
      return Rectifiers.leakyRelu(tf, x, negativeSlope);
    }
    Operand<T> above = above(tf, x);
    if (negativeSlope == 0) {
      return above;
    }
    Operand<T> below = tf.nn.relu(tf.math.sub(scalar(tf, x, threshold), x));
    return tf.math.sub(above, tf.math.mul(scalar(tf, x, negativeSlope), below));
  }

  private <T extends TNumber> Operand<T> above(Ops tf, Operand<T> x) {
    if (threshold == 0 && maxValue != null && maxValue == 6) {
      return tf.nn.relu6(x);
    }
    Operand<T> y = threshold == 0 ? tf.nn.relu(x) : Rectifiers.threshold(tf, x, threshold, 0);
    return maxValue == null ? y : tf.math.minimum(y, scalar(tf, x, maxValue));
  }

  @Override
  public void options(Options options) {
    maxValue = options.optionalNumber("maxValue", maxValue);
    negativeSlope = options.number("negativeSlope", negativeSlope);
    threshold = options.number("threshold", threshold);
    check();
  }
}
