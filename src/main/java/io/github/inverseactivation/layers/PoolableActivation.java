package io.github.inverseactivation.layers;

import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * A layer that applies a function to each element alone, so that a max pooling behind it may be
 * computed first. A quarter of the elements is left then for windows of 2 by 2.
 */
public interface PoolableActivation {

  /**
   * Whether the function, as the layer is set up, never decreases.
   *
   * @return true if pooling first changes nothing
   */
  boolean isNonDecreasing();

  /**
   * Emits what pooling the layer's output would give, with the pooling inside.
   *
   * @param <T> the type computed in
   * @param context the layer's own context
   * @param x the layer's input
   * @param pool emits the max pooling that follows
   * @return the pooled output
   */
  <T extends TNumber> Operand<T> callPooled(
      LayerContext<T> context, Operand<T> x, UnaryOperator<Operand<T>> pool);
}
