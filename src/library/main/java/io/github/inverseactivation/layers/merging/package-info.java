/**
 * Layers with several inputs, without weights. Start at {@link
 * io.github.inverseactivation.layers.merging.Add}.
 */
package io.github.inverseactivation.layers.merging;
