package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A random matrix with orthonormal rows or columns, whichever are fewer, times gain, as {@code
 * keras.initializers.Orthogonal}.
 *
 * <p>A weight of more than two axes is a matrix with all but the last axis as rows. The matrix is
 * the Q of the QR decomposition of a normal matrix, its columns multiplied by the signs of R's
 * diagonal so that it is uniformly distributed. float16 and bfloat16 are computed in float32.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new Orthogonal().seed(7).create(tf, Shape.of(64, 64), TFloat32.class);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1312.6120">Saxe et al. 2014</a>
 */
public final class Orthogonal extends RandomInitializer {
  private double gain = 1;

  /** Keras's defaults: gain 1, no seed. */
  public Orthogonal() {}

  /**
   * The same initializer with another gain.
   *
   * @param gain the factor, any finite number; default 1
   * @return a new initializer
   * @throws IllegalArgumentException if the gain is not finite
   */
  public Orthogonal gain(double gain) {
    Orthogonal copy = (Orthogonal) copy();
    copy.gain = requireFinite("Orthogonal", "gain", gain);
    return copy;
  }

  @Override
  public Orthogonal seed(long seed) {
    return (Orthogonal) withSeed(seed);
  }

  /**
   * The values for a weight.
   *
   * @param tf where the operations go: a graph's or an eager session's
   * @param shape the weight's shape, a constant of two sizes or more
   * @param type the element type
   * @return the values
   * @throws IllegalArgumentException if the shape has fewer than two axes, or is not known while
   *     the graph is built
   */
  @Override
  public Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
    long[] sizes = Shapes.sizes("Orthogonal", shape);
    if (sizes.length < 2) {
      throw new IllegalArgumentException(
          "Orthogonal: a weight of rank 2 or more is expected (got shape "
              + Arrays.toString(sizes)
              + ")");
    }
    Class<? extends TNumber> precise =
        TFloat64.class.equals(type) ? TFloat64.class : TFloat32.class;
    return tf.dtypes.cast(tf.reshape(orthonormal(tf, sizes, precise), shape), type);
  }

  private <T extends TNumber> Operand<T> orthonormal(Ops tf, long[] sizes, Class<T> type) {
    long columns = sizes[sizes.length - 1];
    long rows = 1;
    for (int i = 0; i < sizes.length - 1; i++) {
      rows = Math.multiplyExact(rows, sizes[i]);
    }
    Operand<TInt64> tall = tf.array(Math.max(rows, columns), Math.min(rows, columns));
    Qr<T> qr = tf.linalg.qr(normal(tf, tall, type, 0, 1));
    Operand<T> signs = tf.math.sign(tf.linalg.tensorDiagPart(qr.r()));
    Operand<T> q = tf.math.mul(tf.math.mul(qr.q(), signs), tf.constant(type, gain));
    return rows < columns ? tf.linalg.transpose(q, tf.array(1, 0)) : q;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    gain = requireFinite("Orthogonal", "gain", options.number("gain", gain));
  }
}
