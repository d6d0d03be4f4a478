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
public final class RandomPosterization extends ValueAugmentation<RandomPosterization> {
  private int[] factor;

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

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    float places = factor[1] - factor[0];
    Operand<TFloat32> bits =
        tf.math.floor(
            tf.math.add(tf.math.mul(drawn, tf.constant(places)), tf.constant((float) factor[0])));
    Operand<TFloat32> step = tf.math.pow(tf.constant(2f), tf.math.sub(tf.constant(8f), bits));
    Operand<T> level = perImage(context, step);
    Operand<T> bytes = clip(context, rescale(context, x, valueRange, BYTES), BYTES);
    Operand<T> kept = tf.math.mul(tf.math.floor(tf.math.div(tf.math.floor(bytes), level)), level);
    return tf.stopGradient(rescale(context, kept, BYTES, valueRange));
  }

  @Override
  public void options(Options options) {
    factor = ends(options.integers("factor", factor));
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (factor == null || factor.length != 2 || factor[0] < 1 || factor[1] > 8) {
      throw new IllegalArgumentException(
          "factor takes one number or two, from 1 to 8, not " + Arrays.toString(factor));
    }
  }
}
