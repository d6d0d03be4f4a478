package io.github.inverseactivation.layers.recurrent;

/**
 * A long short-term memory whose products are convolutions over one axis.
 *
 * <pre>
 * i, f, g, o = x(t) * kernel + h(t-1) * recurrent_kernel + bias, in four parts     (* convolves)
 * c(t) = recurrentActivation(f) c(t-1) + recurrentActivation(i) activation(g)
 * h(t) = recurrentActivation(o) activation(c(t))
 * </pre>
 *
 * <p>A step that the input's mask leaves out changes no state, and puts out what the step before
 * did. Training needs sequences of a known length.
 *
 * <pre>{@code
 * new ConvLSTM1D(16, 3).padding(Padding.SAME).returnSequences(true)
 * }</pre>
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID and {@code dilationRate}
 * 1 for the inputs (states are convolved without, and keep their size), {@code dataFormat}
 * CHANNELS_LAST, {@code activation} tanh, {@code recurrentActivation} sigmoid, {@code useBias}
 * true, {@code kernelInitializer} GlorotUniform, {@code recurrentInitializer} Orthogonal, {@code
 * biasInitializer} Zeros, {@code unitForgetBias} true, no regularizers and constraints, {@code
 * dropout} and {@code recurrentDropout} 0, {@code returnSequences}, {@code returnState}, {@code
 * goBackwards} and {@code zeroOutputForMask} false. Keras's {@code stateful} is not supported, and
 * {@code unroll} changes nothing.
 *
 * <p>Inputs: {@code [batch, time, width, channels]} with known sizes, or {@code [batch, time,
 * channels, width]} with {@code CHANNELS_FIRST}, and if wanted the initial {@code h} and {@code c};
 * see {@link RNN}. Outputs: {@code h} of the last step {@code [batch, width, filters]}, or of all
 * steps with {@code returnSequences}; then the last {@code h} and {@code c} with {@code
 * returnState}; sizes follow from kernel, strides and padding as in {@link
 * io.github.inverseactivation.layers.convolutional.Conv1D}. Weights: {@code cell/kernel [width,
 * channels, 4 filters]}, {@code cell/recurrent_kernel [width, filters, 4 filters]}, {@code
 * cell/bias [4 filters]}. Other shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.ConvLSTM1D}; Shi et al. 2015, arXiv:1506.04214.
 */
public final class ConvLSTM1D extends ConvLSTM<ConvLSTM1D> {

  /**
   * A memory with one-dimensional kernels.
   *
   * @param filters the number of channels of the output and of each state, at least 1
   * @param kernelSize the kernels' size, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public ConvLSTM1D(int filters, int kernelSize) {
    super(filters, 1, new int[] {kernelSize}, 1);
  }

  /**
   * A memory, with strides.
   *
   * @param filters the number of channels of the output and of each state, at least 1
   * @param kernelSize the kernels' number of steps, at least 1
   * @param strides by how much the window moves over the inputs, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public ConvLSTM1D(int filters, int kernelSize, int strides) {
    super(filters, 1, new int[] {kernelSize}, strides);
  }
}
