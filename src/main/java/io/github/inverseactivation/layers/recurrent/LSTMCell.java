package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.types.family.TNumber;

/**
 * One step of {@link LSTM}.
 *
 * <pre>
 * i, f, g, o = x kernel + h recurrent_kernel + bias, in four parts
 * c' = recurrentActivation(f) c + recurrentActivation(i) activation(g)
 * h' = recurrentActivation(o) activation(c')
 * </pre>
 *
 * <pre>{@code
 * new RNN(new LSTMCell(32))
 * }</pre>
 *
 * <p>Inputs: {@code x [batch, features]}, {@code h} and {@code c [batch, units]}. Outputs: {@code
 * h'}, and the next states {@code h'} and {@code c'}. Weights: {@code kernel [features, 4 units]},
 * {@code recurrent_kernel [units, 4 units]}, {@code bias [4 units]}.
 *
 * <p>Source: Keras, {@code keras.layers.LSTMCell}; Hochreiter and Schmidhuber 1997.
 */
public final class LSTMCell extends KernelCell<LSTMCell> {
  private Activation recurrentActivation = Activations.SIGMOID;
  private boolean unitForgetBias = true;

  /**
   * A cell.
   *
   * @param units the size of the states, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public LSTMCell(int units) {
    super(4, units);
    validate();
  }

  /**
   * Sets the activation of the gates. Default: sigmoid.
   *
   * @param activation applied to the three gates
   * @return a changed copy
   */
  public LSTMCell recurrentActivation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> copy.recurrentActivation = activation);
  }

  /**
   * Starts the bias of the forget gate at 1, so that states last. Default: true.
   *
   * @param unitForgetBias false to start it as the other biases
   * @return a changed copy
   */
  public LSTMCell unitForgetBias(boolean unitForgetBias) {
    return with(copy -> copy.unitForgetBias = unitForgetBias);
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(units, units);
  }

  @Override
  Initializer<?> wholeBiasInitializer() {
    return unitForgetBias ? new ForgetBias(units, biasInitializer) : biasInitializer;
  }

  @Override
  <T extends TNumber> KernelSteps<T> steps(LayerContext<T> context) {
    return new KernelSteps<>(context, this) {
      @Override
      public List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states) {
        List<Operand<T>> z = split(tf.math.add(projected, recurrent(states.get(0))), 4);
        Operand<T> input = recurrentActivation.call(tf, z.get(0));
        Operand<T> forget = recurrentActivation.call(tf, z.get(1));
        Operand<T> candidate = activation.call(tf, z.get(2));
        Operand<T> output = recurrentActivation.call(tf, z.get(3));
        Operand<T> c =
            tf.math.add(tf.math.mul(forget, states.get(1)), tf.math.mul(input, candidate));
        Operand<T> h = tf.math.mul(output, activation.call(tf, c));
        return List.of(h, h, c);
      }
    };
  }

  @Override
  public void options(Options options) {
    super.options(options);
    recurrentActivation =
        options.object("recurrentActivation", Activation.class, recurrentActivation);
    unitForgetBias = options.bool("unitForgetBias", unitForgetBias);
  }
}
