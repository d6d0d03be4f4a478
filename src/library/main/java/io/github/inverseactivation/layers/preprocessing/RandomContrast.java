package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
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
public final class RandomContrast extends FactorAugmentation<RandomContrast> {
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
    this(Factor.fromZero("factor", 0, 1).of(lower, upper));
  }

  RandomContrast(Factor factor) {
    super(factor);
    validate();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    double[] ends = factor.ends();
    Operand<T> contrast =
        tf.math.add(
            tf.math.mul(perImage(context, drawn), context.constant(ends[0] + ends[1])),
            context.constant(1 - ends[0]));
    Operand<T> mean = tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true));
    return clip(context, tf.math.add(tf.math.mul(tf.math.sub(x, mean), contrast), mean));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    // As in Keras, one number is the upper end.
    factor = factor.numbers() != null && factor.numbers().length == 1 ? factor.asEnds() : factor;
  }

  @Override
  public void validate() {
    super.validate();
    factor.requireAscending();
  }
}
