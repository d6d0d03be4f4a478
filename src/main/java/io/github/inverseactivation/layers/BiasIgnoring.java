package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A layer that, in training, takes each channel's mean away: a number that was added to a channel
 * before changes nothing but the mean itself.
 */
public interface BiasIgnoring {

  /**
   * Whether the channels are the last axis of such an input.
   *
   * @param input the input's shape
   * @return true if {@link #callBiased} can be used
   */
  boolean ignoresBias(Shape input);

  /**
   * Emits what calling the layer with {@code x + bias} would give, in training.
   *
   * @param <T> the type computed in
   * @param context the layer's own context
   * @param x the layer's input without the bias
   * @param bias a number for each channel
   * @return the layer's output
   */
  <T extends TNumber> Operand<T> callBiased(LayerContext<T> context, Operand<T> x, Operand<T> bias);
}
