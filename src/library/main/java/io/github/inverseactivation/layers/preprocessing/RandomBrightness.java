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
public final class RandomBrightness extends FactorAugmentation<RandomBrightness> {
  /**
   * Brightness within a range.
   *
   * @param factor the largest change either way, or the smallest and the largest; from -1 to 1
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomBrightness(double... factor) {
    this(Factor.eitherWay("factor", -1, 1).of(factor));
  }

  RandomBrightness(Factor factor) {
    super(factor);
    validate();
    this.factor = factor.asEnds();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    double range = valueRange[1] - valueRange[0];
    Operand<TFloat32> change = factor.draw(tf, drawn, 0, end -> end * range);
    return clip(context, tf.math.add(x, perImage(context, change)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    factor = factor.asEnds();
  }
}
