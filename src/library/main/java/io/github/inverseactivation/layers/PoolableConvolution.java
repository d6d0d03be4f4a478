package io.github.inverseactivation.layers;

import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * A layer whose last steps, a bias for each channel and an activation, may come after a max pooling
 * behind the layer.
 */
public interface PoolableConvolution {

  /**
   * Whether these steps, as the layer is set up, allow it.
   *
   * @return true if pooling before them changes nothing
   */
  boolean isPoolable();

  /**
   * Emits what pooling the layer's output would give, with the pooling before the bias.
   *
   * @param <T> the type computed in
   * @param context the layer's own context
   * @param x the layer's input
   * @param pool emits the max pooling
   * @return the extremes of the layer's output in each window
   */
  <T extends TNumber> WindowExtremes<T> callPooled(
      LayerContext<T> context, Operand<T> x, UnaryOperator<Operand<T>> pool);
}
