package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.ReplacedWeight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The operations of a {@link ConvLSTMCell}.
 *
 * <p>The inputs of all steps are convolved as one batch. With dropout each gate drops other numbers
 * and so convolves by itself; else one convolution serves all gates.
 *
 * @param <T> the type computed in
 */
final class ConvLSTMSteps<T extends TNumber> implements Steps<T> {
  private final LayerContext<T> context;
  private final Ops tf;
  private final ConvLSTMCell cell;
  private final StepDropout<T> dropout;

  ConvLSTMSteps(LayerContext<T> context, ConvLSTMCell cell) {
    this.context = context;
    this.tf = context.tf();
    this.cell = cell;
    this.dropout = new StepDropout<>(context, cell, cell.inputRank());
  }

  @Override
  public Operand<T> project(Operand<T> x) {
    if (!dropout.ofInputs()) {
      return asOneBatch(x, cell.inputConvolution(cell.gates()), context);
    }
    List<Operand<T>> kernels = parts("kernel");
    List<Operand<T>> biases = cell.useBias ? parts("bias") : null;
    List<Operand<T>> inputs = dropout.inputs(x, cell.gates());
    List<Operand<T>> gates = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      LayerContext<T> gate = new ReplacedWeight<>(context, "kernel", kernels.get(i));
      if (biases != null) {
        gate = new ReplacedWeight<>(gate, "bias", biases.get(i));
      }
      gates.add(asOneBatch(inputs.get(i), cell.inputConvolution(1), gate));
    }
    int before = x.shape().numDimensions() - cell.inputRank();
    return tf.concat(gates, tf.constant(before + cell.channelAxis()));
  }

  @Override
  public List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states) {
    Operand<T> all = tf.math.add(projected, recurrent(states.get(0)));
    return cell.step(tf, all, cell.channelAxis(), states.get(1));
  }

  private Operand<T> recurrent(Operand<T> state) {
    if (!dropout.ofStates()) {
      Operand<T> kernel = context.weight("recurrent_kernel");
      return recurrent(state, kernel, cell.gates());
    }
    List<Operand<T>> kernels = parts("recurrent_kernel");
    List<Operand<T>> gates = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      gates.add(recurrent(dropout.state(state, i), kernels.get(i), 1));
    }
    return tf.concat(gates, tf.constant(cell.channelAxis()));
  }

  private Operand<T> recurrent(Operand<T> state, Operand<T> kernel, int gates) {
    return cell.stateConvolution(gates)
        .call(new ReplacedWeight<>(context, "kernel", kernel), List.of(state));
  }

  private List<Operand<T>> parts(String weight) {
    return KernelCell.split(tf, context.weight(weight), -1, cell.gates());
  }

  /** Convolves one step's inputs, or those of all steps. */
  private Operand<T> asOneBatch(Operand<T> x, Layer convolution, LayerContext<T> weights) {
    Shape shape = x.shape();
    if (shape.numDimensions() == cell.inputRank()) {
      return convolution.call(weights, List.of(x));
    }
    Shape image = shape.subShape(2, shape.numDimensions());
    Operand<T> images = tf.reshape(x, tf.constant(image.prepend(-1).asArray()));
    Operand<T> y = convolution.call(weights, List.of(images));
    Shape result = y.shape().subShape(1, y.shape().numDimensions());
    if (shape.get(0) != Shape.UNKNOWN_SIZE) {
      return tf.reshape(y, tf.constant(result.prepend(-1).prepend(shape.get(0)).asArray()));
    }
    Operand<TInt32> leading = tf.slice(tf.shape(x), tf.array(0), tf.array(2));
    return tf.reshape(y, tf.concat(List.of(leading, States.sizes(tf, result)), tf.constant(0)));
  }
}
