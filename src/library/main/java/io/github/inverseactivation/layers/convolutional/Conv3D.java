package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A convolution over depth, height and width: {@code activation(x * kernel + bias)}, where for each
 * output channel {@code f}
 *
 * <pre>
 * y[i, j, k, f] = sum over u, v, w, c of
 *     x[i*stride + u*dilation, j*stride + v*dilation, k*stride + w*dilation, c] * kernel[u, v, w, c, f]
 * </pre>
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code dataFormat}
 * CHANNELS_LAST, {@code dilationRate} 1 (not together with strides above 1), {@code groups} 1,
 * {@code activation} linear, {@code useBias} true, initializers Glorot uniform and zeros, no
 * regularizers, no constraints.
 *
 * <pre>{@code
 * new Conv3D(16, 3)                                        // 16 kernels of 3x3x3
 * new Conv3D(64, new int[] {1, 3, 3}).strides(1, 2, 2).padding(Padding.SAME)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same
 * with {@code filters} channels; a size {@code n} becomes {@code ceil(n / stride)} with SAME and
 * {@code floor((n - (kernel - 1) * dilation - 1) / stride) + 1} with VALID padding. The shape is
 * refused with an {@link IllegalArgumentException} if it has another number of dimensions, if its
 * channels are unknown or not a multiple of the groups, or if the window does not fit.
 *
 * <p>Weights: {@code kernel [depth, height, width, channels / groups, filters]}, {@code bias
 * [filters]}. Multiply-accumulates: the kernel's size times the positions of the output, where an
 * unknown size counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.Conv3D}.
 */
public final class Conv3D extends Grouped<Conv3D> {

  /**
   * A convolution with cubic kernels.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' depth, height and width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv3D(int filters, int kernelSize) {
    super(filters, 3, kernelSize);
  }

  /**
   * A convolution, with strides.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' depth, height and width, at least 1
   * @param strides by how much the window moves along each axis, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv3D(int filters, int kernelSize, int strides) {
    this(filters, kernelSize);
    this.strides = Sizes.of("strides", 3, 1, strides);
  }

  /**
   * A convolution with kernels of any shape.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' depth, height and width, each at least 1; or one number for all
   * @throws IllegalArgumentException if an argument is below 1, or there are more or fewer sizes
   */
  public Conv3D(int filters, int[] kernelSize) {
    super(filters, 3, kernelSize);
  }
}
