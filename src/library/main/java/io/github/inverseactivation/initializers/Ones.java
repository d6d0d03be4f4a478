package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * One in every place, as {@code keras.initializers.Ones}.
 *
 * <pre>{@code
 * Operand<TFloat32> bias = new Ones().create(tf, Shape.of(128), TFloat32.class);
 * }</pre>
 */
public final class Ones extends WeightInitializer {

  /** The only form: it has no options. */
  public Ones() {}

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
    return tf.fill(shape, tf.constant(type, 1));
  }

  /**
   * There are none.
   *
   * @param options not used
   */
  @Override
  public void options(Options options) {}
}
