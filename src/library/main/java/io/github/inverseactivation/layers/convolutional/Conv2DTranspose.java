package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A transposed convolution over height and width: each value of the input is multiplied by the
 * kernel and added to the output where it belongs, so that the output is larger by the strides:
 *
 * <pre>
 * y[i*stride + u*dilation, j*stride + v*dilation, f] += x[i, j, c] * kernel[u, v, f, c]
 * </pre>
 *
 * <p>which then is cut or filled up to the size of the output; then the bias is added and the
 * activation applied. It is the gradient of a {@link Conv2D} with the same kernel.
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code outputPadding}
 * none, {@code dataFormat} CHANNELS_LAST, {@code dilationRate} 1 (not together with strides above
 * 1), {@code activation} linear, {@code useBias} true, initializers Glorot uniform and zeros, no
 * regularizers, no constraints.
 *
 * <pre>{@code
 * new Conv2DTranspose(16, 3).strides(2).padding(Padding.SAME)   // twice as large
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same with {@code
 * filters} channels; a size {@code n} becomes {@code n * stride} with SAME and {@code (n - 1) *
 * stride + max((kernel - 1) * dilation + 1, stride)} with VALID padding, or what {@link
 * #outputPadding} says. The shape is refused with an {@link IllegalArgumentException} if it has
 * another number of dimensions or if its channels are unknown.
 *
 * <p>Weights: {@code kernel [height, width, filters, channels]}, {@code bias [filters]}.
 * Multiply-accumulates: the kernel's size times the positions of the input, where an unknown size
 * counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.Conv2DTranspose}.
 */
public final class Conv2DTranspose extends Transposed<Conv2DTranspose> {

  /**
   * A transposed convolution with square kernels.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' height and width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv2DTranspose(int filters, int kernelSize) {
    super(filters, 2, kernelSize);
  }

  /**
   * A transposed convolution, with strides.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' height and width, at least 1
   * @param strides by how much the window moves along each axis, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv2DTranspose(int filters, int kernelSize, int strides) {
    this(filters, kernelSize);
    this.strides = Sizes.of("strides", 2, 1, strides);
  }

  /**
   * A transposed convolution with kernels of any shape.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' height and width, each at least 1; or one number for all
   * @throws IllegalArgumentException if an argument is below 1, or there are more or fewer sizes
   */
  public Conv2DTranspose(int filters, int[] kernelSize) {
    super(filters, 2, kernelSize);
  }
}
