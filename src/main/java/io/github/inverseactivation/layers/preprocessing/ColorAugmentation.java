package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that change the colours of each image by a factor that is drawn for it from a
 * range.
 *
 * @param <L> the subclass itself
 */
abstract class ColorAugmentation<L extends ColorAugmentation<L>> extends Augmentation<L> {
  private static final double[] RED_GREEN_BLUE = {0.2989, 0.5870, 0.1140};

  double[] factor;
  double[] valueRange = {0, 255};

  ColorAugmentation(double... factor) {
    this.factor = factor.clone();
  }

  /** The least factor that may be drawn. */
  double least() {
    return 0;
  }

  /** The smaller and the larger end of the range that the factor is drawn from. */
  double[] ends() {
    return Ranges.fromZero(factor);
  }

  /**
   * Sets the range of the images' values. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public L valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  /**
   * A number from a column of those drawn for each image, within the ends: {@code [batch,1,1,1]}.
   */
  final <T extends TNumber> Operand<T> within(
      LayerContext<T> context, Operand<TFloat32> drawn, int column, double[] ends) {
    Ops tf = context.tf();
    Operand<TFloat32> numbers = Projective.within(tf, drawn, column, ends[0], ends[1]);
    return tf.dtypes.cast(tf.reshape(numbers, tf.array(-1, 1, 1, 1)), context.dtype());
  }

  final <T extends TNumber> Operand<T> clip(LayerContext<T> context, Operand<T> x) {
    return clip(context, x, valueRange);
  }

  static <T extends TNumber> Operand<T> clip(
      LayerContext<T> context, Operand<T> x, double[] range) {
    Ops tf = context.tf();
    return tf.math.minimum(
        tf.math.maximum(x, context.constant(range[0])), context.constant(range[1]));
  }

  /** Brings values from one range to another. */
  static <T extends TNumber> Operand<T> rescale(
      LayerContext<T> context, Operand<T> x, double[] from, double[] to) {
    Ops tf = context.tf();
    Operand<T> share =
        tf.math.div(tf.math.sub(x, context.constant(from[0])), context.constant(from[1] - from[0]));
    return tf.math.add(
        tf.math.mul(share, context.constant(to[1] - to[0])), context.constant(to[0]));
  }

  /** The brightness of images of three channels, in one. */
  static <T extends TNumber> Operand<T> gray(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> weights = tf.dtypes.cast(tf.constant(RED_GREEN_BLUE), context.dtype());
    return tf.expandDims(tf.reduceSum(tf.math.mul(x, weights), tf.constant(3)), tf.constant(3));
  }

  /** Refuses images without red, green and blue. */
  static void requireColors(SpatialShape images) {
    if (images.channels() != 3) {
      throw new IllegalArgumentException(
          "changes red, green and blue, but the images have " + images.channels() + " channels");
    }
  }

  /** The channels of hue, saturation and value. */
  static <T extends TNumber> List<Operand<TFloat32>> channels(Ops tf, Operand<T> x) {
    Operand<TFloat32> hsv = tf.image.rgbToHsv(tf.dtypes.cast(x, TFloat32.class));
    return List.of(channel(tf, hsv, 0), channel(tf, hsv, 1), channel(tf, hsv, 2));
  }

  private static Operand<TFloat32> channel(Ops tf, Operand<TFloat32> x, int channel) {
    return tf.slice(x, tf.array(0, 0, 0, channel), tf.array(-1, -1, -1, 1));
  }

  @Override
  public void options(Options options) {
    factor = options.numbers("factor", factor);
    valueRange = options.numbers("valueRange", valueRange);
    super.options(options);
  }

  @Override
  public void validate() {
    Ranges.require("factor", factor, least(), 1);
    Ranges.requireAscending("valueRange", valueRange);
  }
}
