package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Mixes each image of red, green and blue with its gray, in training: {@code y = x + f (gray - x)}
 * with a random {@code f}, cut to the range of values, where {@code gray = 0.2989 red + 0.587 green
 * + 0.114 blue}. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomColorDegeneration(0, 0.5)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, 3]}, or {@code [batch, 3, height, width]} with
 * {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape with another
 * number of dimensions or of channels is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomColorDegeneration}.
 */
public final class RandomColorDegeneration extends ColorAugmentation<RandomColorDegeneration> {

  /**
   * Mixes within a range.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is its
   *     negative, as in Keras; each from -1 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomColorDegeneration(double... factor) {
    super(Factor.eitherWay("factor", -1, 1).of(factor));
    validate();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<T> f = perImage(context, factor.draw(tf, drawn, 0));
    Operand<T> change = tf.math.sub(Colors.gray(context, x), x);
    return clip(context, tf.math.add(x, tf.math.mul(f, change)));
  }
}
