package io.github.inverseactivation.layers;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A layer that applies a function to each element alone, so that a max pooling behind it may be
 * computed first. A quarter of the elements is left then for windows of 2 by 2.
 */
public interface PoolableActivation extends LocalLayer {

  /**
   * Whether the function, as the layer is set up, never decreases.
   *
   * @return true if pooling first changes nothing
   */
  boolean isNonDecreasing();

  /**
   * Emits what pooling the layer's output would give.
   *
   * @param <T> the type computed in
   * @param context the layer's own context
   * @param x the extremes of the layer's input in each window
   * @return the extremes of its output
   */
  <T extends TNumber> WindowExtremes<T> callPooled(LayerContext<T> context, WindowExtremes<T> x);

  /** A function of each element reads as much as is wanted; only channels may be added. */
  @Override
  default Shape reads(Shape input, Shape output) {
    return isNonDecreasing() ? LocalLayer.elementwise(input, output) : input;
  }
}
