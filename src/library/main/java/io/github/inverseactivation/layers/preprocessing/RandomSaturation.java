package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes the colours of each image of red, green and blue stronger or weaker, in training: the
 * saturation is multiplied by {@code f / (1 - f)} with a random {@code f}, and cut to the range of
 * values. 0.5 leaves colours as they are, 0 takes them away. No gradient goes through it: put it
 * before layers with weights. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomSaturation(0.4, 0.6).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, 3]}, or {@code [batch, 3, height, width]} with
 * {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape with another
 * number of dimensions or of channels is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomSaturation}.
 */
public final class RandomSaturation extends ColorAugmentation<RandomSaturation> {

  /**
   * Saturation within a range.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is its
   *     negative, as in Keras; each from -1 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomSaturation(double... factor) {
    this(Factor.eitherWay("factor", -1, 1).of(factor));
  }

  RandomSaturation(Factor factor) {
    super(factor);
    validate();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<TFloat32> f = perImage(tf, factor.draw(tf, drawn, 0));
    Operand<TFloat32> rest = tf.math.sub(tf.constant(1f), f);
    Operand<TFloat32> times = tf.math.div(f, tf.math.add(rest, tf.constant(1e-7f)));
    List<Operand<TFloat32>> hsv = Colors.toHsv(tf, x);
    Operand<TFloat32> saturation =
        tf.math.minimum(
            tf.math.maximum(tf.math.mul(hsv.get(1), times), tf.constant((float) valueRange[0])),
            tf.constant((float) valueRange[1]));
    return tf.stopGradient(Colors.ofHsv(context, hsv.get(0), saturation, hsv.get(2)));
  }
}
