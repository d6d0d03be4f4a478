package io.github.inverseactivation.layers.recurrent;

/**
 * A recurrent layer whose output is its state.
 *
 * <pre>
 * h(t) = activation(x(t) kernel + h(t-1) recurrent_kernel + bias)
 * </pre>
 *
 * <p>A step that the input's mask leaves out changes no state, and puts out what the step before
 * did. Training needs sequences of a known length.
 *
 * <pre>{@code
 * new SimpleRNN(32)
 * new SimpleRNN(32).activation(Activations.RELU).returnSequences(true)
 * }</pre>
 *
 * <p>Options and their defaults: {@code activation} tanh, {@code useBias} true, {@code
 * kernelInitializer} GlorotUniform, {@code recurrentInitializer} Orthogonal, {@code
 * biasInitializer} Zeros, no regularizers and constraints, {@code dropout} and {@code
 * recurrentDropout} 0, {@code returnSequences}, {@code returnState}, {@code goBackwards} and {@code
 * zeroOutputForMask} false. Keras's {@code stateful} is not supported, and {@code unroll} changes
 * nothing.
 *
 * <p>Inputs: {@code [batch, time, features]}, and if wanted the initial state {@code [batch,
 * units]}; see {@link RNN}. Outputs: {@code [batch, units]}, or {@code [batch, time, units]} with
 * {@code returnSequences}; then the last state with {@code returnState}. Weights: {@code
 * cell/kernel [features, units]}, {@code cell/recurrent_kernel [units, units]}, {@code cell/bias
 * [units]}. Other shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.SimpleRNN}.
 */
public final class SimpleRNN extends KernelRecurrent<SimpleRNN, SimpleRNNCell> {

  /**
   * A simple recurrent layer.
   *
   * @param units the size of the output and of the state, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public SimpleRNN(int units) {
    super(new SimpleRNNCell(units));
  }
}
