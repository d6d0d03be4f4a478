package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * gain on the main diagonal of a matrix and zero elsewhere, as {@code keras.initializers.Identity}.
 *
 * <p>Keras reads the gain from a configuration but does not write it, so that a Keras model which
 * is loaded has gain 1.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new Identity(1).create(tf, Shape.of(64, 64), TFloat32.class);
 * }</pre>
 */
public final class Identity extends WeightInitializer {
  private double gain;

  /**
   * A multiple of the identity matrix.
   *
   * @param gain the value on the diagonal, any finite number; Keras's default is 1
   * @throws IllegalArgumentException if the gain is not finite
   */
  public Identity(double gain) {
    this.gain = requireFinite("Identity", "gain", gain);
  }

  /**
   * The values for a weight.
   *
   * @param tf where the operations go: a graph's or an eager session's
   * @param shape the weight's shape, a constant of two sizes
   * @param type the element type
   * @return the values
   * @throws IllegalArgumentException if the shape is not that of a matrix, or not known while the
   *     graph is built
   */
  @Override
  public Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
    long[] sizes = Shapes.sizes("Identity", shape);
    if (sizes.length != 2) {
      throw new IllegalArgumentException(
          "Identity: a matrix is expected, (rows, columns) (got shape "
              + Arrays.toString(sizes)
              + ")");
    }
    Operand<TInt32> rows =
        tf.range(tf.constant(0), tf.constant(Math.toIntExact(sizes[0])), tf.constant(1));
    return tf.oneHot(
        rows,
        tf.constant(Math.toIntExact(sizes[1])),
        tf.constant(type, gain),
        tf.constant(type, 0));
  }

  @Override
  public void options(Options options) {
    gain = requireFinite("Identity", "gain", options.number("gain", gain));
  }
}
