/**
 * Layers that rearrange values or change sizes, without weights. Start at {@link
 * io.github.inverseactivation.layers.reshaping.Flatten}.
 */
package io.github.inverseactivation.layers.reshaping;
