package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * One step of {@link GRU}.
 *
 * <pre>
 * xz, xr, xh = x kernel + bias, in three parts, and so hz, hr, hh = h recurrent_kernel + bias'
 * z = recurrentActivation(xz + hz)
 * r = recurrentActivation(xr + hr)
 * h' = z h + (1 - z) activation(xh + r hh)
 * </pre>
 *
 * <p>So it is with {@code resetAfter}, the default. Without it there is no second bias, and {@code
 * hh} is the product of {@code r h} with the last columns, no longer multiplied by {@code r}.
 *
 * <pre>{@code
 * new RNN(new GRUCell(32))
 * }</pre>
 *
 * <p>Inputs: {@code x [batch, features]}, {@code h [batch, units]}. Outputs: {@code h'} twice, as
 * the output and as the next state. Weights: {@code kernel [features, 3 units]}, {@code
 * recurrent_kernel [units, 3 units]}, {@code bias [2, 3 units]}, or {@code [3 units]} without
 * {@code resetAfter}.
 *
 * <p>Source: Keras, {@code keras.layers.GRUCell}; Cho et al. 2014, arXiv 1406.1078.
 */
public final class GRUCell extends KernelCell<GRUCell> {
  private Activation recurrentActivation = Activations.SIGMOID;
  private boolean resetAfter = true;

  /**
   * A cell.
   *
   * @param units the size of the state, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public GRUCell(int units) {
    super(3, units);
    validate();
  }

  /**
   * Sets the activation of the gates. Default: sigmoid.
   *
   * @param activation applied to the two gates
   * @return a changed copy
   */
  public GRUCell recurrentActivation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> copy.recurrentActivation = activation);
  }

  /**
   * Resets the state after the product with its kernel, or before. Default: true, after.
   *
   * @param resetAfter false for the first version of the paper
   * @return a changed copy
   */
  public GRUCell resetAfter(boolean resetAfter) {
    return with(copy -> copy.resetAfter = resetAfter);
  }

  @Override
  Shape biasShape() {
    return resetAfter ? super.biasShape().prepend(2) : super.biasShape();
  }

  @Override
  <T extends TNumber> KernelSteps<T> steps(LayerContext<T> context) {
    return new GruSteps<>(context, this);
  }

  private static final class GruSteps<T extends TNumber> extends KernelSteps<T> {
    private final GRUCell cell;
    private List<Operand<T>> biases;

    GruSteps(LayerContext<T> context, GRUCell cell) {
      super(context, cell);
      this.cell = cell;
    }

    @Override
    Operand<T> inputBias() {
      return cell.resetAfter ? biases().get(0) : super.inputBias();
    }

    private List<Operand<T>> biases() {
      if (biases == null) {
        biases = List.copyOf(tf.unstack(context.weight("bias"), 2L).output());
      }
      return biases;
    }

    @Override
    public List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states) {
      Operand<T> h = states.get(0);
      List<Operand<T>> x = split(projected, 3);
      Operand<T> z;
      Operand<T> candidate;
      if (cell.resetAfter) {
        Operand<T> product = recurrent(h);
        if (cell.useBias) {
          product = tf.nn.biasAdd(product, biases().get(1));
        }
        List<Operand<T>> inner = split(product, 3);
        z = gate(x.get(0), inner.get(0));
        candidate = tf.math.mul(gate(x.get(1), inner.get(1)), inner.get(2));
      } else {
        List<Operand<T>> inner = split(recurrent(h, 0, 2), 2);
        z = gate(x.get(0), inner.get(0));
        candidate = recurrent(tf.math.mul(gate(x.get(1), inner.get(1)), h), 2, 3);
      }
      candidate = cell.activation.call(tf, tf.math.add(x.get(2), candidate));
      Operand<T> kept = tf.math.mul(z, h);
      Operand<T> added = tf.math.mul(tf.math.sub(context.constant(1), z), candidate);
      Operand<T> next = tf.math.add(kept, added);
      return List.of(next, next);
    }

    private Operand<T> gate(Operand<T> x, Operand<T> h) {
      return cell.recurrentActivation.call(tf, tf.math.add(x, h));
    }
  }

  @Override
  public void options(Options options) {
    super.options(options);
    recurrentActivation =
        options.object("recurrentActivation", Activation.class, recurrentActivation);
    resetAfter = options.bool("resetAfter", resetAfter);
  }
}
