package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * One value in every place, as {@code keras.initializers.Constant}.
 *
 * <pre>{@code
 * Operand<TFloat32> bias = new Constant(0.1).create(tf, Shape.of(128), TFloat32.class);
 * }</pre>
 */
public final class Constant extends WeightInitializer {
  private double value;

  /**
   * A constant.
   *
   * @param value any number; Keras's default is 0
   */
  public Constant(double value) {
    this.value = value;
  }

  /**
   * The values for a weight.
   *
   * @param tf where the operations go: a graph's or an eager session's
   * @param shape the weight's shape
   * @param type the element type
   * @return the values
   */
  @Override
  public Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
    return tf.fill(shape, tf.constant(type, value));
  }

  @Override
  public void options(Options options) {
    value = options.number("value", value);
  }
}
