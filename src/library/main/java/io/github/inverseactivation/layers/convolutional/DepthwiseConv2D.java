package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A convolution of each channel by itself: {@code activation(y + bias)}, where for channel {@code
 * c} and {@code 0 <= m < depthMultiplier}
 *
 * <pre>
 * y[i, j, c*depthMultiplier + m] =
 *     sum over u, v of x[i*stride + u*dilation, j*stride + v*dilation, c] * kernel[u, v, c, m]
 * </pre>
 *
 * <p>Options and their defaults: {@code depthMultiplier} 1, {@code strides} 1, {@code padding}
 * VALID, {@code dataFormat} CHANNELS_LAST, {@code dilationRate} 1, {@code activation} linear,
 * {@code useBias} true, initializers Glorot uniform and zeros, no regularizers, no constraints.
 * Strides may be combined with dilation, and may differ along the axes; both cost the positions
 * that are skipped.
 *
 * <pre>{@code
 * new DepthwiseConv2D(3).depthMultiplier(2).padding(Padding.SAME)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; height and width may be unknown. Output shape: the same with
 * {@code channels * depthMultiplier} channels and the sizes of {@link Conv2D}. The shape is refused
 * with an {@link IllegalArgumentException} if it has another number of dimensions, if its channels
 * are unknown, or if the window does not fit.
 *
 * <p>Weights: {@code kernel [height, width, channels, depthMultiplier]}, {@code bias [channels *
 * depthMultiplier]}. Multiply-accumulates: the kernel's size times the positions of the output,
 * where an unknown height or width counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.DepthwiseConv2D}.
 */
public final class DepthwiseConv2D extends DepthwiseOnly<DepthwiseConv2D> {

  /**
   * A depthwise convolution with square kernels.
   *
   * @param kernelSize the kernels' height and width, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public DepthwiseConv2D(int kernelSize) {
    super(2, kernelSize);
  }

  /**
   * A depthwise convolution, with strides.
   *
   * @param kernelSize the kernels' height and width, at least 1
   * @param strides by how much the window moves along each axis, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public DepthwiseConv2D(int kernelSize, int strides) {
    this(kernelSize);
    this.strides = Sizes.of("strides", 2, 1, strides);
  }

  /**
   * A depthwise convolution with kernels of any shape.
   *
   * @param kernelSize the kernels' height and width, each at least 1; or one number for both
   * @throws IllegalArgumentException if a size is below 1, or there are more or fewer
   */
  public DepthwiseConv2D(int[] kernelSize) {
    super(2, kernelSize);
  }
}
