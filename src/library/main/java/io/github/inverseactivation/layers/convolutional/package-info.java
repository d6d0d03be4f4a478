/**
 * Convolutions. Start at {@link io.github.inverseactivation.layers.convolutional.Conv2D}; what all
 * of them share is in the package-private {@code Convolution}.
 *
 * <p>The runtime's gradients of dilated convolutions are wrong and its kernels are channels-last
 * only, so dilation is done by rearranging pixels into the batch, and channels-first by
 * transposing; results are the same.
 */
package io.github.inverseactivation.layers.convolutional;
