package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What long short-term memories share, however they look at their inputs.
 *
 * <pre>
 * i, f, g, o = what input and state give, in four parts
 * c' = recurrentActivation(f) c + recurrentActivation(i) activation(g)
 * h' = recurrentActivation(o) activation(c')
 * </pre>
 *
 * @param <C> the subclass itself
 */
abstract class MemoryCell<C extends MemoryCell<C>> extends KernelCell<C> {
  private static final int GATES = 4;

  private Activation recurrentActivation = Activations.SIGMOID;
  private boolean unitForgetBias = true;

  MemoryCell(int units) {
    super(GATES, units);
  }

  /**
   * Sets the activation of the gates. Default: sigmoid.
   *
   * @param activation applied to the three gates
   * @return a changed copy
   */
  public C recurrentActivation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> ((MemoryCell<?>) copy).recurrentActivation = activation);
  }

  /**
   * Starts the bias of the forget gate at 1, so that states last. Default: true.
   *
   * @param unitForgetBias false to start it as the other biases
   * @return a changed copy
   */
  public C unitForgetBias(boolean unitForgetBias) {
    return with(copy -> ((MemoryCell<?>) copy).unitForgetBias = unitForgetBias);
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(units, units);
  }

  @Override
  Initializer<?> wholeBiasInitializer() {
    return unitForgetBias ? new ForgetBias(units, biasInitializer) : biasInitializer;
  }

  /**
   * One step.
   *
   * @param all what input and state give, the four parts side by side
   * @param axis where they are side by side
   * @param carry the state c before the step
   * @return the output and the states after the step
   */
  final <T extends TNumber> List<Operand<T>> step(
      Ops tf, Operand<T> all, int axis, Operand<T> carry) {
    List<Operand<T>> z = split(tf, all, axis, GATES);
    Operand<T> input = recurrentActivation.call(tf, z.get(0));
    Operand<T> forget = recurrentActivation.call(tf, z.get(1));
    Operand<T> candidate = activation.call(tf, z.get(2));
    Operand<T> output = recurrentActivation.call(tf, z.get(3));
    Operand<T> c = tf.math.add(tf.math.mul(forget, carry), tf.math.mul(input, candidate));
    Operand<T> h = tf.math.mul(output, activation.call(tf, c));
    return List.of(h, h, c);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    recurrentActivation =
        options.object("recurrentActivation", Activation.class, recurrentActivation);
    unitForgetBias = options.bool("unitForgetBias", unitForgetBias);
  }
}
