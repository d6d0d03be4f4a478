package io.github.inverseactivation.layers.preprocessing;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Gaussian blurs whose width differs from image to image, with zeros around the images. */
final class Blur {
  private Blur() {}

  /**
   * The blur along an axis, as a symmetric matrix for each image: {@code [batch, size, size]}.
   *
   * @param size the axis's size, a scalar
   * @param sigma the standard deviation in pixels, {@code [batch, 1, 1]}
   * @param reach how many pixels away the kernel ends, a scalar or {@code [batch, 1, 1]}
   */
  static Operand<TFloat32> matrix(
      Ops tf, Operand<TInt32> size, Operand<TFloat32> sigma, Operand<TFloat32> reach) {
    Operand<TFloat32> places = positions(tf, size);
    Operand<TFloat32> distance = tf.math.sub(tf.expandDims(places, tf.constant(1)), places);
    // The sum is that of the whole kernel, also where the image ends before it does.
    Operand<TInt32> longest =
        tf.dtypes.cast(tf.max(tf.reshape(reach, tf.array(-1)), tf.constant(0)), TInt32.class);
    Operand<TInt32> after = tf.math.add(longest, tf.constant(1));
    Operand<TFloat32> all =
        tf.dtypes.cast(tf.range(tf.math.neg(longest), after, tf.constant(1)), TFloat32.class);
    Operand<TFloat32> sum =
        tf.reduceSum(bell(tf, all, sigma, reach), tf.array(2), ReduceSum.keepDims(true));
    return tf.math.div(bell(tf, distance, sigma, reach), sum);
  }

  /** A Gaussian, 0 beyond a distance. */
  private static Operand<TFloat32> bell(
      Ops tf, Operand<TFloat32> distance, Operand<TFloat32> sigma, Operand<TFloat32> reach) {
    // What has no width moves nothing.
    Operand<TFloat32> width = tf.math.maximum(sigma, tf.constant(1e-6f));
    Operand<TFloat32> ratio = tf.math.div(distance, width);
    Operand<TFloat32> value = tf.math.exp(tf.math.mul(tf.math.square(ratio), tf.constant(-0.5f)));
    Operand<TBool> inside = tf.math.lessEqual(tf.math.abs(distance), reach);
    return tf.math.mul(value, tf.dtypes.cast(inside, TFloat32.class));
  }

  /** A size of a tensor, a scalar. */
  static Operand<TInt32> size(Ops tf, Operand<?> x, int axis) {
    return tf.reshape(tf.slice(tf.shape(x), tf.array(axis), tf.array(1)), tf.constant(new int[0]));
  }

  /** The numbers from 0 to below a size. */
  static Operand<TFloat32> positions(Ops tf, Operand<TInt32> size) {
    return tf.dtypes.cast(tf.range(tf.constant(0), size, tf.constant(1)), TFloat32.class);
  }
}
