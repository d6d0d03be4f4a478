package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A layer that, at inference, multiplies each channel by one number and adds another, both known
 * from its weights.
 */
public interface ChannelAffine {

  /**
   * Whether the channels are the last axis of such an input.
   *
   * @param input the input's shape
   * @return true if {@link #affine} says all that the layer does at inference
   */
  boolean isAffineInLastAxis(Shape input);

  /**
   * What each channel is multiplied by, and what is then added.
   *
   * @param <T> the type computed in
   * @param factor a number for each channel
   * @param shift a number for each channel
   */
  record Affine<T extends TNumber>(Operand<T> factor, Operand<T> shift) {}

  /**
   * Emits the numbers from the layer's weights.
   *
   * @param <T> the type computed in
   * @param context the layer's own context
   * @return factor and shift
   */
  <T extends TNumber> Affine<T> affine(LayerContext<T> context);
}
