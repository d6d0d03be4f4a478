package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Changes the contrast of each image, in training: {@code y = (x - mean) c + mean} with the mean of
 * each channel of the image and a random {@code c}, cut to a range of values. Images pass unchanged
 * at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomContrast(0.2, 0.2)                    // c from 0.8 to 1.2
 * new RandomContrast(0.2, 0.2).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomContrast}.
 */
public final class RandomContrast extends Augmentation<RandomContrast> {
  private double[] factor;
  private double[] valueRange = {0, 255};

  /**
   * More contrast: {@code c} is from 1 to {@code 1 + factor}, as in Keras 3.
   *
   * @param factor the range's size, from 0 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomContrast(double factor) {
    this(0, factor);
  }

  /**
   * Less or more contrast: {@code c} is from {@code 1 - lower} to {@code 1 + upper}.
   *
   * @param lower from 0 to 1, at most {@code upper}
   * @param upper from 0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomContrast(double lower, double upper) {
    this.factor = new double[] {lower, upper};
    validate();
  }

  /**
   * Sets the range of values that results are cut to. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public RandomContrast valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  @Override
  <T extends TNumber> Operand<T> change(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<TFloat32> drawn = tf.reshape(draw(context, x, 1), tf.array(-1, 1, 1, 1));
    Operand<T> contrast =
        tf.math.add(
            tf.math.mul(
                tf.dtypes.cast(drawn, context.dtype()), context.constant(factor[0] + factor[1])),
            context.constant(1 - factor[0]));
    Operand<T> mean = tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true));
    Operand<T> y = tf.math.add(tf.math.mul(tf.math.sub(x, mean), contrast), mean);
    return tf.math.minimum(
        tf.math.maximum(y, context.constant(valueRange[0])), context.constant(valueRange[1]));
  }

  @Override
  public void options(Options options) {
    double[] ends = options.numbers("factor", factor);
    // As in Keras, one number is the upper end.
    factor = ends != null && ends.length == 1 ? new double[] {0, ends[0]} : ends;
    valueRange = options.numbers("valueRange", valueRange);
    super.options(options);
  }

  @Override
  public void validate() {
    Ranges.require("factor", factor, 0, 1);
    if (factor[0] > factor[1]) {
      throw new IllegalArgumentException(
          "factor has the smaller number first, not " + Arrays.toString(factor));
    }
    Ranges.requireAscending("valueRange", valueRange);
  }
}
