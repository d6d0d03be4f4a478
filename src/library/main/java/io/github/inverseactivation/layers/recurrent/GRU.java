package io.github.inverseactivation.layers.recurrent;

import org.tensorflow.framework.activations.Activation;

/**
 * A gated recurrent unit: a state that one gate resets and another mixes with what is new.
 *
 * <pre>
 * xz, xr, xh = x(t) kernel + bias, in three parts, and hz, hr, hh = h(t-1) recurrent_kernel + bias'
 * z = recurrentActivation(xz + hz)
 * r = recurrentActivation(xr + hr)
 * h(t) = z h(t-1) + (1 - z) activation(xh + r hh)
 * </pre>
 *
 * <p>So it is with {@code resetAfter}, the default; {@link GRUCell} says how without. A step that
 * the input's mask leaves out changes no state, and puts out what the step before did. Training
 * needs sequences of a known length.
 *
 * <pre>{@code
 * new GRU(64)
 * new GRU(64).returnSequences(true).dropout(0.2)
 * }</pre>
 *
 * <p>Options and their defaults: {@code activation} tanh, {@code recurrentActivation} sigmoid,
 * {@code useBias} true, {@code kernelInitializer} GlorotUniform, {@code recurrentInitializer}
 * Orthogonal, {@code biasInitializer} Zeros, {@code resetAfter} true, no regularizers and
 * constraints, {@code dropout} and {@code recurrentDropout} 0, {@code returnSequences}, {@code
 * returnState}, {@code goBackwards} and {@code zeroOutputForMask} false. Keras's {@code stateful}
 * is not supported, and {@code unroll} changes nothing.
 *
 * <p>Inputs: {@code [batch, time, features]}, and if wanted the initial state {@code [batch,
 * units]}; see {@link RNN}. Outputs: {@code [batch, units]}, or {@code [batch, time, units]} with
 * {@code returnSequences}; then the last state with {@code returnState}. Weights: {@code
 * cell/kernel [features, 3 units]}, {@code cell/recurrent_kernel [units, 3 units]}, {@code
 * cell/bias [2, 3 units]}, or {@code [3 units]} without {@code resetAfter}. Other shapes are
 * refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.GRU}; Cho et al. 2014, arXiv 1406.1078.
 */
public final class GRU extends KernelRecurrent<GRU, GRUCell> {

  /**
   * A gated recurrent unit.
   *
   * @param units the size of the output and of the state, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public GRU(int units) {
    super(new GRUCell(units));
  }

  /**
   * Sets the activation of the gates. Default: sigmoid.
   *
   * @param activation applied to the two gates
   * @return a changed copy
   */
  public GRU recurrentActivation(Activation activation) {
    return withCell(cell -> cell.recurrentActivation(activation));
  }

  /**
   * Resets the state after the product with its kernel, or before. Default: true, after.
   *
   * @param resetAfter false for the first version of the paper
   * @return a changed copy
   */
  public GRU resetAfter(boolean resetAfter) {
    return withCell(cell -> cell.resetAfter(resetAfter));
  }
}
