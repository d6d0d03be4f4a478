package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A transposed convolution over depth, height and width: each value of the input is multiplied by
 * the kernel and added to the output where it belongs, so that the output is larger by the strides:
 *
 * <pre>
 * y[i*stride + u*dilation, j*stride + v*dilation, k*stride + w*dilation, f] +=
 *     x[i, j, k, c] * kernel[u, v, w, f, c]
 * </pre>
 *
 * <p>which then is cut or filled up to the size of the output; then the bias is added and the
 * activation applied. It is the gradient of a {@link Conv3D} with the same kernel.
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code outputPadding}
 * none, {@code dataFormat} CHANNELS_LAST, {@code dilationRate} 1 (not together with strides above
 * 1), {@code activation} linear, {@code useBias} true, initializers Glorot uniform and zeros, no
 * regularizers, no constraints.
 *
 * <pre>{@code
 * new Conv3DTranspose(16, 3).strides(2).padding(Padding.SAME)   // twice as large
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same
 * with {@code filters} channels; a size {@code n} becomes {@code n * stride} with SAME and {@code
 * (n - 1) * stride + max((kernel - 1) * dilation + 1, stride)} with VALID padding, or what {@link
 * #outputPadding} says. The shape is refused with an {@link IllegalArgumentException} if it has
 * another number of dimensions or if its channels are unknown.
 *
 * <p>Weights: {@code kernel [depth, height, width, filters, channels]}, {@code bias [filters]}.
 * Multiply-accumulates: the kernel's size times the positions of the input, where an unknown size
 * counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.Conv3DTranspose}.
 */
public final class Conv3DTranspose extends Transposed<Conv3DTranspose> {

  /**
   * A transposed convolution with cubic kernels.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' depth, height and width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv3DTranspose(int filters, int kernelSize) {
    super(filters, 3, kernelSize);
  }

  /**
   * A transposed convolution, with strides.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' depth, height and width, at least 1
   * @param strides by how much the window moves along each axis, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv3DTranspose(int filters, int kernelSize, int strides) {
    this(filters, kernelSize);
    this.strides = Sizes.of("strides", 3, 1, strides);
  }

  /**
   * A transposed convolution with kernels of any shape.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' depth, height and width, each at least 1; or one number for all
   * @throws IllegalArgumentException if an argument is below 1, or there are more or fewer sizes
   */
  public Conv3DTranspose(int filters, int[] kernelSize) {
    super(filters, 3, kernelSize);
  }
}
