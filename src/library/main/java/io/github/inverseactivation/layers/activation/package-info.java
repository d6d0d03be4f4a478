/**
 * Activation functions as layers. Start at {@link
 * io.github.inverseactivation.layers.activation.InverseActivation}, this library's own; {@link
 * io.github.inverseactivation.layers.activation.Activation} applies any function.
 */
package io.github.inverseactivation.layers.activation;
