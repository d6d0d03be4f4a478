/**
 * Keras's operations on tensors among the layers of a model: {@code x + y}, {@code x[:, -1]},
 * {@code keras.ops.mean(x, axis=1)}. Start at {@link
 * io.github.inverseactivation.layers.operations.Operation}, the layer that each of them is here;
 * {@code Catalogue} has the table, and a class for each family says what TensorFlow computes.
 */
package io.github.inverseactivation.layers.operations;
