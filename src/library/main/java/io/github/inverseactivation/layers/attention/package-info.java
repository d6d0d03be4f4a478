/**
 * Layers in which each position of a sequence takes what it needs from the positions of another.
 * Start at {@link io.github.inverseactivation.layers.attention.Attention}, the simplest.
 *
 * <p>All take their tensors as a list: query, value, and where it differs from the value the key.
 */
package io.github.inverseactivation.layers.attention;
