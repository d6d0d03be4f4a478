package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes negatives of some images, in training: {@code y = greatest value - x}, with a probability
 * that is drawn for each image from {@code factor}. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomInvert(0.2, 0.2).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomInvert}.
 */
public final class RandomInvert extends FactorAugmentation<RandomInvert> {

  /**
   * Inverts a part of the images.
   *
   * @param factor the probability: the least and the greatest, or the greatest alone, then the
   *     least is 0; each from 0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomInvert(double... factor) {
    super(Factor.fromZero("factor", 0, 1).of(factor));
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
    return tf.select(
        chosen(tf, drawn, 0, factor), tf.math.sub(context.constant(valueRange[1]), x), x);
  }
}
