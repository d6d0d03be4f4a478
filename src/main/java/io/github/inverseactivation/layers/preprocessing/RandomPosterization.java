package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Leaves each image fewer levels of brightness, in training: of the 8 bits of its values, a random
 * number of the highest, and zeros for the others. No gradient goes through it: put it before
 * layers with weights. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomPosterization(3, 8)   // 3 to 7 bits
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomPosterization}.
 */
public final class RandomPosterization extends Augmentation<RandomPosterization> {
  private static final double[] BYTES = {0, 255};

  private int[] factor;
  private double[] valueRange = BYTES;

  /**
   * Keeps some bits.
   *
   * @param factor the least number of bits and the one after the greatest, the same twice for just
   *     that, or the one after the greatest alone, then the least is 1; each from 1 to 8
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomPosterization(int... factor) {
    this.factor = ends(factor);
    validate();
  }

  private static int[] ends(int[] factor) {
    if (factor == null) {
      return null;
    }
    int[] ends = factor.length == 1 ? new int[] {1, factor[0]} : factor.clone();
    Arrays.sort(ends);
    return ends;
  }

  /**
   * Sets the range of the images' values. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public RandomPosterization valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  @Override
  <T extends TNumber> Operand<T> change(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<TFloat32> drawn = draw(context, x, 1);
    Operand<TFloat32> bits = tf.math.floor(Projective.within(tf, drawn, 0, factor[0], factor[1]));
    Operand<TFloat32> step = tf.math.pow(tf.constant(2f), tf.math.sub(tf.constant(8f), bits));
    Operand<T> level = tf.dtypes.cast(tf.reshape(step, tf.array(-1, 1, 1, 1)), context.dtype());
    Operand<T> bytes =
        ColorAugmentation.clip(
            context, ColorAugmentation.rescale(context, x, valueRange, BYTES), BYTES);
    Operand<T> kept = tf.math.mul(tf.math.floor(tf.math.div(tf.math.floor(bytes), level)), level);
    return tf.stopGradient(ColorAugmentation.rescale(context, kept, BYTES, valueRange));
  }

  @Override
  public void options(Options options) {
    factor = ends(options.integers("factor", factor));
    valueRange = options.numbers("valueRange", valueRange);
    super.options(options);
  }

  @Override
  public void validate() {
    if (factor == null || factor.length != 2 || factor[0] < 1 || factor[1] > 8) {
      throw new IllegalArgumentException(
          "factor takes one number or two, from 1 to 8, not " + Arrays.toString(factor));
    }
    Ranges.requireAscending("valueRange", valueRange);
  }
}
