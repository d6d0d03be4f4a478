package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes each image softer or sharper, in training, by a random {@code f}: 0 is smoothed, 1/2 the
 * image itself, 1 sharpened.
 *
 * <pre>
 * y = x + (1 - 2 f) (s - x),   s: x smoothed by [1 1 1; 1 5 1; 1 1 1] / 13, with zeros around it
 * </pre>
 *
 * <p>The results are cut to the range of values. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomSharpness(0.3, 0.7).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomSharpness}.
 */
public final class RandomSharpness extends FactorAugmentation<RandomSharpness> {

  /**
   * Sharpness within a range.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomSharpness(double... factor) {
    super(Factor.fromZero("factor", 0, 1).of(factor));
    validate();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<T> f = perImage(context, factor.draw(tf, drawn, 0));
    int channels = Math.toIntExact(x.shape().get(3));
    float[] window = new float[9 * channels];
    for (int i = 0; i < window.length; i++) {
      window[i] = i / channels == 4 ? 5 / 13f : 1 / 13f;
    }
    Operand<T> kernel =
        tf.dtypes.cast(
            tf.reshape(tf.constant(window), tf.array(3, 3, channels, 1)), context.dtype());
    Operand<T> smoothed = tf.nn.depthwiseConv2dNative(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
    Operand<T> blurred = tf.math.sub(context.constant(1), tf.math.add(f, f));
    return clip(context, tf.math.add(x, tf.math.mul(blurred, tf.math.sub(smoothed, x))));
  }
}
