package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Sizes;

/**
 * A convolution over the steps of a sequence: {@code activation(x * kernel + bias)}, where for each
 * output channel {@code f}
 *
 * <pre>
 * y[i, f] = sum over u, c of x[i*stride + u*dilation, c] * kernel[u, c, f]
 * </pre>
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code dataFormat}
 * CHANNELS_LAST, {@code dilationRate} 1 (not together with strides above 1), {@code groups} 1,
 * {@code activation} linear, {@code useBias} true, initializers Glorot uniform and zeros, no
 * regularizers, no constraints.
 *
 * <pre>{@code
 * new Conv1D(16, 3)                                               // 16 kernels of 3 steps
 * new Conv1D(64, 3).padding(Padding.CAUSAL).dilationRate(4)       // sees no later step
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; the number of steps may be unknown. Output shape: the same with {@code filters}
 * channels; {@code n} steps become {@code ceil(n / stride)} with SAME and CAUSAL and {@code
 * floor((n - (kernel - 1) * dilation - 1) / stride) + 1} with VALID padding. The shape is refused
 * with an {@link IllegalArgumentException} if it has another number of dimensions, if its channels
 * are unknown or not a multiple of the groups, or if the window does not fit.
 *
 * <p>Weights: {@code kernel [steps, channels / groups, filters]}, {@code bias [filters]}.
 * Multiply-accumulates: the kernel's size times the positions of the output, where an unknown
 * number of steps counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.Conv1D}.
 */
public final class Conv1D extends Grouped<Conv1D> {

  /**
   * A convolution.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' number of steps, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv1D(int filters, int kernelSize) {
    super(filters, 1, kernelSize);
  }

  /**
   * A convolution, with strides.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' number of steps, at least 1
   * @param strides by how much the window moves, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv1D(int filters, int kernelSize, int strides) {
    this(filters, kernelSize);
    this.strides = Sizes.of("strides", 1, 1, strides);
  }

  @Override
  boolean takesCausal() {
    return true;
  }
}
