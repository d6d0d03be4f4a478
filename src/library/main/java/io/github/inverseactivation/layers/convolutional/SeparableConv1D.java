package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A convolution in two steps: one of each channel by itself, as in {@link DepthwiseConv1D}, then a
 * mixing of the channels at each position, {@code activation(depthwise(x) * pointwiseKernel +
 * bias)}.
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code dataFormat}
 * CHANNELS_LAST, {@code dilationRate} 1, {@code depthMultiplier} 1, {@code activation} linear,
 * {@code useBias} true, initializers Glorot uniform, Glorot uniform and zeros, no regularizers, no
 * constraints. Strides may be combined with dilation.
 *
 * <pre>{@code
 * new SeparableConv1D(64, 3).padding(Padding.SAME).activation(Activations.RELU)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; the number of steps may be unknown. Output shape: the same with {@code filters}
 * channels and the sizes of {@link Conv1D}. The shape is refused with an {@link
 * IllegalArgumentException} if it has another number of dimensions, if its channels are unknown, or
 * if the window does not fit.
 *
 * <p>Weights: {@code depthwise_kernel [steps, channels, depthMultiplier]}, {@code pointwise_kernel
 * [1, channels * depthMultiplier, filters]}, {@code bias [filters]}. Multiply-accumulates: the
 * kernels' sizes times the positions of the output, where an unknown number of steps counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.SeparableConv1D}.
 */
public final class SeparableConv1D extends Separable<SeparableConv1D> {

  /**
   * A separable convolution.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the depthwise kernels' number of steps, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public SeparableConv1D(int filters, int kernelSize) {
    super(filters, 1, kernelSize);
  }

  /**
   * A separable convolution, with strides.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the depthwise kernels' number of steps, at least 1
   * @param strides by how much the window moves, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public SeparableConv1D(int filters, int kernelSize, int strides) {
    this(filters, kernelSize);
    this.strides = Sizes.of("strides", 1, 1, strides);
  }
}
