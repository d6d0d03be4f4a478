package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes each image brighter or darker, in training: {@code y = x + f (greatest - least)} with a
 * random {@code f} for each image, cut to the range of values. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomBrightness(0.2)                          // f from -0.2 to 0.2
 * new RandomBrightness(0, 0.5).valueRange(0, 1)      // brighter only
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomBrightness}.
 */
public final class RandomBrightness extends Augmentation<RandomBrightness> {
  private double[] factor;
  private double[] valueRange = {0, 255};

  /**
   * Brightness within a range.
   *
   * @param factor the largest change either way, or the smallest and the largest; from -1 to 1
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomBrightness(double... factor) {
    this.factor = factor.clone();
    validate();
    this.factor = Ranges.ends(factor);
  }

  /**
   * Sets the range of values that results are cut to. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public RandomBrightness valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  @Override
  <T extends TNumber> Operand<T> change(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<TFloat32> drawn = tf.reshape(draw(context, x, 1), tf.array(-1, 1, 1, 1));
    double range = valueRange[1] - valueRange[0];
    Operand<T> change =
        tf.math.add(
            tf.math.mul(
                tf.dtypes.cast(drawn, context.dtype()),
                context.constant((factor[1] - factor[0]) * range)),
            context.constant(factor[0] * range));
    return tf.math.minimum(
        tf.math.maximum(tf.math.add(x, change), context.constant(valueRange[0])),
        context.constant(valueRange[1]));
  }

  @Override
  public void options(Options options) {
    double[] ends = options.numbers("factor", factor);
    factor = ends == null || ends.length < 1 || ends.length > 2 ? ends : Ranges.ends(ends);
    valueRange = options.numbers("valueRange", valueRange);
    super.options(options);
  }

  @Override
  public void validate() {
    Ranges.require("factor", factor, -1, 1);
    Ranges.requireAscending("valueRange", valueRange);
  }
}
