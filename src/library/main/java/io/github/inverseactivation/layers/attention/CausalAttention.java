package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.layers.Layer;

/**
 * An attention that can be kept from looking ahead: with a causal mask, position {@code i} of the
 * query attends to the positions {@code 0} to {@code i} only, as a decoder needs it.
 *
 * <p>In Keras this is an argument of the layer's call, {@code use_causal_mask}, so it is not in the
 * layer's configuration but in that of the model.
 */
public interface CausalAttention {

  /**
   * Keeps each position from attending to later ones, or not. Default: false.
   *
   * @param useCausalMask whether to mask what lies ahead
   * @return a changed copy
   */
  Layer useCausalMask(boolean useCausalMask);

  /**
   * Whether each position attends to itself and earlier ones only.
   *
   * @return false unless {@link #useCausalMask(boolean)} said otherwise
   */
  boolean useCausalMask();
}
