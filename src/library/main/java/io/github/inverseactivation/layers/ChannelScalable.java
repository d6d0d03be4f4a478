package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * A layer that is linear in a kernel, so that a factor and a shift for each output channel can
 * become part of its weights.
 */
public interface ChannelScalable {

  /**
   * Whether the layer, as it is set up, ends with nothing but a bias, on the last axis.
   *
   * @return true if {@link #callScaled} can be used
   */
  boolean isChannelScalable();

  /**
   * Emits {@code factor call(x) + shift}, with factor and shift in kernel and bias.
   *
   * @param <T> the type computed in
   * @param context the layer's own context
   * @param x the layer's input
   * @param factor a number for each output channel
   * @param shift a number for each output channel
   * @return the scaled and shifted output
   */
  <T extends TNumber> Operand<T> callScaled(
      LayerContext<T> context, Operand<T> x, Operand<T> factor, Operand<T> shift);
}
