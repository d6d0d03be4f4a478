/**
 * The contract of layers. Start at {@link io.github.inverseactivation.layers.Layer}; to write one,
 * at {@link io.github.inverseactivation.layers.SingleInputLayer}. The layers themselves are in the
 * packages below this one, in Keras's families.
 */
package io.github.inverseactivation.layers;
