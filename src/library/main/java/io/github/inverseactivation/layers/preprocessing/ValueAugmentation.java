package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that change the values of each image's pixels and know the range of these.
 *
 * @param <L> the subclass itself
 */
abstract class ValueAugmentation<L extends ValueAugmentation<L>> extends Augmentation<L> {
  static final double[] BYTES = {0, 255};

  double[] valueRange = BYTES;

  /**
   * Sets the range of the images' values, which results are cut to. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public L valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  /** Cuts values to the range. */
  final <T extends TNumber> Operand<T> clip(LayerContext<T> context, Operand<T> x) {
    return clip(context, x, valueRange);
  }

  /** Cuts values to a range. */
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

  @Override
  public void options(Options options) {
    valueRange = options.numbers("valueRange", valueRange);
    super.options(options);
  }

  @Override
  public void validate() {
    requireAscending(valueRange);
  }

  /** Refuses what are not two finite numbers in ascending order. */
  static void requireAscending(double[] range) {
    if (range == null
        || range.length != 2
        || !(range[0] < range[1])
        || !Double.isFinite(range[0])
        || !Double.isFinite(range[1])) {
      throw new IllegalArgumentException(
          "valueRange takes two finite numbers in ascending order, not " + Arrays.toString(range));
    }
  }
}
