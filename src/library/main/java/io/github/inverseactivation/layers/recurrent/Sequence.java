package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * What a layer asks of a cell: to go through a sequence.
 *
 * @param <T> the type computed in
 * @param context the cell's context
 * @param cell the cell
 * @param x the inputs, {@code [batch, time, ...]}
 * @param initial the states to begin with
 * @param mask true for the steps that count, {@code [batch, time]}, or null
 * @param backwards whether to begin at the end
 * @param zeroMasked whether outputs of steps that do not count are zeros, not the ones before
 * @param all whether the outputs of all steps are wanted, not the last one's alone
 */
record Sequence<T extends TNumber>(
    LayerContext<T> context,
    RecurrentCell<?> cell,
    Operand<T> x,
    List<Operand<T>> initial,
    Operand<TBool> mask,
    boolean backwards,
    boolean zeroMasked,
    boolean all) {

  /**
   * The shape of one step's input.
   *
   * @param input the shape of a sequence, {@code [batch, time, ...]}
   */
  static Shape step(Shape input) {
    return input.subShape(2, input.numDimensions()).prepend(input.get(0));
  }

  /** The inputs with time first, so that the steps lie one after another in memory. */
  Operand<T> timeFirst() {
    return swapped(x);
  }

  /** The same with batch and time, the first two dimensions, in each other's place. */
  Operand<T> swapped(Operand<T> values) {
    int[] order = IntStream.range(0, values.shape().numDimensions()).toArray();
    order[0] = 1;
    order[1] = 0;
    return context.tf().linalg.transpose(values, context.tf().constant(order));
  }

  /** The shape of a step's output, without the batch. */
  Shape stepShape() {
    return cell.stepShape(step(x.shape()));
  }

  /** The mask with time first, and of the rank that a sequence of outputs has. */
  Operand<TBool> outputMask() {
    Ops tf = context.tf();
    Operand<TBool> broadcast = tf.linalg.transpose(mask, tf.array(1, 0));
    for (int i = 0; i < stepShape().numDimensions(); i++) {
      broadcast = tf.expandDims(broadcast, tf.constant(-1));
    }
    return broadcast;
  }

  /**
   * What came of it.
   *
   * @param <T> the type computed in
   * @param output the last step's output, or those of all steps {@code [batch, time, ...]}
   * @param states the last states
   */
  record Result<T extends TNumber>(Operand<T> output, List<Operand<T>> states) {}
}
