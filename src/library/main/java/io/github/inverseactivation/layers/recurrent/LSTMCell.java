package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
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
public final class LSTMCell extends MemoryCell<LSTMCell> {

  /**
   * A cell.
   *
   * @param units the size of the states, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public LSTMCell(int units) {
    super(units);
    validate();
  }

  @Override
  <T extends TNumber> KernelSteps<T> steps(LayerContext<T> context) {
    return new KernelSteps<>(context, this) {
      @Override
      public List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states) {
        Operand<T> all = tf.math.add(projected, recurrent(states.get(0)));
        return LSTMCell.this.step(tf, all, -1, states.get(1));
      }
    };
  }
}
