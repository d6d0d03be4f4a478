package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A convolution of each channel by itself: {@code activation(y + bias)}, where for channel {@code
 * c} and {@code 0 <= m < depthMultiplier}
 *
 * <pre>
 * y[i, c*depthMultiplier + m] = sum over u of x[i*stride + u*dilation, c] * kernel[u, c, m]
 * </pre>
 *
 * <p>Options and their defaults: {@code depthMultiplier} 1, {@code strides} 1, {@code padding}
 * VALID, {@code dataFormat} CHANNELS_LAST, {@code dilationRate} 1, {@code activation} linear,
 * {@code useBias} true, initializers Glorot uniform and zeros, no regularizers, no constraints.
 * Strides may be combined with dilation, at the cost of the positions that are skipped.
 *
 * <pre>{@code
 * new DepthwiseConv1D(3).depthMultiplier(2).padding(Padding.SAME)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; the number of steps may be unknown. Output shape: the same with {@code channels
 * * depthMultiplier} channels and the sizes of {@link Conv1D}. The shape is refused with an {@link
 * IllegalArgumentException} if it has another number of dimensions, if its channels are unknown, or
 * if the window does not fit.
 *
 * <p>Weights: {@code kernel [steps, channels, depthMultiplier]}, {@code bias [channels *
 * depthMultiplier]}. Multiply-accumulates: the kernel's size times the positions of the output,
 * where an unknown number of steps counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.DepthwiseConv1D}.
 */
public final class DepthwiseConv1D extends DepthwiseOnly<DepthwiseConv1D> {

  /**
   * A depthwise convolution.
   *
   * @param kernelSize the kernels' number of steps, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public DepthwiseConv1D(int kernelSize) {
    super(1, kernelSize);
  }

  /**
   * A depthwise convolution, with strides.
   *
   * @param kernelSize the kernels' number of steps, at least 1
   * @param strides by how much the window moves, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public DepthwiseConv1D(int kernelSize, int strides) {
    this(kernelSize);
    this.strides = Sizes.of("strides", 1, 1, strides);
  }
}
