/**
 * Pooling: a window's values become one. Start at {@link
 * io.github.inverseactivation.layers.pooling.MaxPooling2D}.
 */
package io.github.inverseactivation.layers.pooling;
