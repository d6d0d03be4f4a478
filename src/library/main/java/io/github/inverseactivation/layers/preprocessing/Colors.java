package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Images of red, green and blue, in this order in the last dimension. */
final class Colors {
  private static final double[] RED_GREEN_BLUE = {0.2989, 0.5870, 0.1140};

  private Colors() {}

  /** Refuses images without red, green and blue. */
  static void require(SpatialShape images) {
    if (images.channels() != 3) {
      throw new IllegalArgumentException(
          "changes red, green and blue, but the images have " + images.channels() + " channels");
    }
  }

  /** The brightness of images, in one channel. One channel is that already. */
  static <T extends TNumber> Operand<T> gray(LayerContext<T> context, Operand<T> x) {
    if (x.shape().get(3) == 1) {
      return x;
    }
    Ops tf = context.tf();
    Operand<T> weights = tf.dtypes.cast(tf.constant(RED_GREEN_BLUE), context.dtype());
    return tf.expandDims(tf.reduceSum(tf.math.mul(x, weights), tf.constant(3)), tf.constant(3));
  }

  /** The channels of hue, saturation and value. */
  static <T extends TNumber> List<Operand<TFloat32>> toHsv(Ops tf, Operand<T> x) {
    Operand<TFloat32> hsv = tf.image.rgbToHsv(tf.dtypes.cast(x, TFloat32.class));
    return List.of(channel(tf, hsv, 0), channel(tf, hsv, 1), channel(tf, hsv, 2));
  }

  private static Operand<TFloat32> channel(Ops tf, Operand<TFloat32> x, int channel) {
    return tf.slice(x, tf.array(0, 0, 0, channel), tf.array(-1, -1, -1, 1));
  }

  /** Images of the channels of hue, saturation and value. */
  static <T extends TNumber> Operand<T> ofHsv(
      LayerContext<T> context,
      Operand<TFloat32> hue,
      Operand<TFloat32> saturation,
      Operand<TFloat32> value) {
    Ops tf = context.tf();
    Operand<TFloat32> hsv = tf.concat(List.of(hue, saturation, value), tf.constant(3));
    return tf.dtypes.cast(tf.image.hsvToRgb(hsv), context.dtype());
  }
}
