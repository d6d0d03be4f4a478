package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A transposed convolution over the steps of a sequence: each value of the input is multiplied by
 * the kernel and added to the output where it belongs, so that the output is larger by the strides:
 *
 * <pre>
 * y[i*stride + u*dilation, f] += x[i, c] * kernel[u, f, c]
 * </pre>
 *
 * <p>which then is cut or filled up to the size of the output; then the bias is added and the
 * activation applied. It is the gradient of a {@link Conv1D} with the same kernel.
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code outputPadding}
 * none, {@code dataFormat} CHANNELS_LAST, {@code dilationRate} 1 (not together with strides above
 * 1), {@code activation} linear, {@code useBias} true, initializers Glorot uniform and zeros, no
 * regularizers, no constraints.
 *
 * <pre>{@code
 * new Conv1DTranspose(16, 3).strides(2).padding(Padding.SAME)   // twice as many steps
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; sizes may be unknown. Output shape: the same with {@code filters} channels; a
 * size {@code n} becomes {@code n * stride} with SAME and {@code (n - 1) * stride + max((kernel -
 * 1) * dilation + 1, stride)} with VALID padding, or what {@link #outputPadding} says. The shape is
 * refused with an {@link IllegalArgumentException} if it has another number of dimensions or if its
 * channels are unknown.
 *
 * <p>Weights: {@code kernel [steps, filters, channels]}, {@code bias [filters]}.
 * Multiply-accumulates: the kernel's size times the positions of the input, where an unknown size
 * counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.Conv1DTranspose}.
 */
public final class Conv1DTranspose extends Transposed<Conv1DTranspose> {

  /**
   * A transposed convolution.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' number of steps, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv1DTranspose(int filters, int kernelSize) {
    super(filters, 1, kernelSize);
  }

  /**
   * A transposed convolution, with strides.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' number of steps, at least 1
   * @param strides by how much the window moves, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv1DTranspose(int filters, int kernelSize, int strides) {
    this(filters, kernelSize);
    this.strides = Sizes.of("strides", 1, 1, strides);
  }
}
