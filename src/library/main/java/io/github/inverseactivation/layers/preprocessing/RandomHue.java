package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Turns the hue of each image of red, green and blue, in training, by half of a random factor of
 * the circle, either way. No gradient goes through it: put it before layers with weights. Images
 * pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomHue(0.2)   // by up to a tenth of the circle
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, 3]}, or {@code [batch, 3, height, width]} with
 * {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape with another
 * number of dimensions or of channels is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomHue}.
 */
public final class RandomHue extends ColorAugmentation<RandomHue> {

  /**
   * Turns the hue.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomHue(double... factor) {
    this(Factor.fromZero("factor", 0, 1).of(factor));
  }

  RandomHue(Factor factor) {
    super(factor);
    validate();
  }

  @Override
  int columns() {
    return 2;
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<TFloat32> turn = factor.draw(tf, drawn, 0, end -> end / 2);
    Operand<TFloat32> by = perImage(tf, eitherSign(tf, turn, drawn, 1));
    double[] unit = {0, 1};
    List<Operand<TFloat32>> hsv = Colors.toHsv(tf, rescale(context, x, valueRange, unit));
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> hue = tf.math.add(hsv.get(0), by);
    hue = tf.select(tf.math.greater(hue, one), tf.math.sub(hue, one), hue);
    hue = tf.select(tf.math.less(hue, tf.constant(0f)), tf.math.add(hue, one), hue);
    Operand<T> y = clip(context, Colors.ofHsv(context, hue, hsv.get(1), hsv.get(2)), unit);
    return tf.stopGradient(rescale(context, y, unit, valueRange));
  }
}
