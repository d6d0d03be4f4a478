package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * One step of {@link SimpleRNN}.
 *
 * <pre>
 * h' = activation(x kernel + h recurrent_kernel + bias)
 * </pre>
 *
 * <pre>{@code
 * new RNN(new SimpleRNNCell(32))
 * }</pre>
 *
 * <p>Inputs: {@code x [batch, features]}, {@code h [batch, units]}. Outputs: {@code h'} twice, as
 * the output and as the next state. Weights: {@code kernel [features, units]}, {@code
 * recurrent_kernel [units, units]}, {@code bias [units]}.
 *
 * <p>Source: Keras, {@code keras.layers.SimpleRNNCell}.
 */
public final class SimpleRNNCell extends KernelCell<SimpleRNNCell> {

  /**
   * A cell.
   *
   * @param units the size of the state, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public SimpleRNNCell(int units) {
    super(1, units);
    validate();
  }

  @Override
  <T extends TNumber> KernelSteps<T> steps(LayerContext<T> context) {
    return new KernelSteps<>(context, this) {
      @Override
      public List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states) {
        Operand<T> sum = tf.math.add(projected, recurrent(states.get(0)));
        Operand<T> h = activation.call(tf, sum);
        return List.of(h, h);
      }
    };
  }
}
