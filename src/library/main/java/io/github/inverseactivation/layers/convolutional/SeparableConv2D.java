package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A convolution in two steps: one of each channel by itself, as in {@link DepthwiseConv2D}, then a
 * mixing of the channels at each position, {@code activation(depthwise(x) * pointwiseKernel +
 * bias)}.
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code dataFormat}
 * CHANNELS_LAST, {@code dilationRate} 1, {@code depthMultiplier} 1, {@code activation} linear,
 * {@code useBias} true, initializers Glorot uniform, Glorot uniform and zeros, no regularizers, no
 * constraints. Strides may be combined with dilation, and may differ along the axes.
 *
 * <pre>{@code
 * new SeparableConv2D(64, 3).padding(Padding.SAME).activation(Activations.RELU)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; height and width may be unknown. Output shape: the same with
 * {@code filters} channels and the sizes of {@link Conv2D}. The shape is refused with an {@link
 * IllegalArgumentException} if it has another number of dimensions, if its channels are unknown, or
 * if the window does not fit.
 *
 * <p>Weights: {@code depthwise_kernel [height, width, channels, depthMultiplier]}, {@code
 * pointwise_kernel [1, 1, channels * depthMultiplier, filters]}, {@code bias [filters]}.
 * Multiply-accumulates: the kernels' sizes times the positions of the output, where an unknown
 * height or width counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.SeparableConv2D}.
 */
public final class SeparableConv2D extends Separable<SeparableConv2D> {

  /**
   * A separable convolution with square depthwise kernels.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the depthwise kernels' height and width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public SeparableConv2D(int filters, int kernelSize) {
    super(filters, 2, kernelSize);
  }

  /**
   * A separable convolution, with strides.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the depthwise kernels' height and width, at least 1
   * @param strides by how much the window moves along each axis, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public SeparableConv2D(int filters, int kernelSize, int strides) {
    this(filters, kernelSize);
    this.strides = Sizes.of("strides", 2, 1, strides);
  }

  /**
   * A separable convolution with kernels of any shape.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the depthwise kernels' height and width, each at least 1; or one number for
   *     all
   * @throws IllegalArgumentException if an argument is below 1, or there are more or fewer sizes
   */
  public SeparableConv2D(int filters, int[] kernelSize) {
    super(filters, 2, kernelSize);
  }
}
