package io.github.inverseactivation.layers.recurrent;

import org.tensorflow.framework.activations.Activation;

/**
 * Long short-term memory: a state that gates write, keep and read.
 *
 * <pre>
 * i, f, g, o = x(t) kernel + h(t-1) recurrent_kernel + bias, in four parts
 * c(t) = recurrentActivation(f) c(t-1) + recurrentActivation(i) activation(g)
 * h(t) = recurrentActivation(o) activation(c(t))
 * </pre>
 *
 * <p>A step that the input's mask leaves out changes no state, and puts out what the step before
 * did. Training needs sequences of a known length.
 *
 * <pre>{@code
 * new LSTM(64)
 * new LSTM(64).returnSequences(true).dropout(0.2).recurrentDropout(0.2)
 * }</pre>
 *
 * <p>Options and their defaults: {@code activation} tanh, {@code recurrentActivation} sigmoid,
 * {@code useBias} true, {@code kernelInitializer} GlorotUniform, {@code recurrentInitializer}
 * Orthogonal, {@code biasInitializer} Zeros, {@code unitForgetBias} true, no regularizers and
 * constraints, {@code dropout} and {@code recurrentDropout} 0, {@code returnSequences}, {@code
 * returnState}, {@code goBackwards} and {@code zeroOutputForMask} false. Keras's {@code stateful}
 * is not supported, and {@code unroll} changes nothing.
 *
 * <p>Inputs: {@code [batch, time, features]}, and if wanted the initial {@code h} and {@code c
 * [batch, units]}; see {@link RNN}. Outputs: {@code h} of the last step {@code [batch, units]}, or
 * of all steps {@code [batch, time, units]} with {@code returnSequences}; then the last {@code h}
 * and {@code c} with {@code returnState}. Weights: {@code cell/kernel [features, 4 units]}, {@code
 * cell/recurrent_kernel [units, 4 units]}, {@code cell/bias [4 units]}. Other shapes are refused
 * with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.LSTM}; Hochreiter and Schmidhuber 1997.
 */
public final class LSTM extends KernelRecurrent<LSTM, LSTMCell> {

  /**
   * A long short-term memory.
   *
   * @param units the size of the output and of each state, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public LSTM(int units) {
    super(new LSTMCell(units));
  }

  /**
   * Sets the activation of the gates. Default: sigmoid.
   *
   * @param activation applied to the three gates
   * @return a changed copy
   */
  public LSTM recurrentActivation(Activation activation) {
    return withCell(cell -> cell.recurrentActivation(activation));
  }

  /**
   * Starts the bias of the forget gate at 1, so that states last. Default: true.
   *
   * @param unitForgetBias false to start it as the other biases
   * @return a changed copy
   */
  public LSTM unitForgetBias(boolean unitForgetBias) {
    return withCell(cell -> cell.unitForgetBias(unitForgetBias));
  }
}
