package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What the steps of one call drop in training, the same numbers at all steps. Source: Keras, {@code
 * layers/rnn/dropout_rnn_cell.py}.
 *
 * @param <T> the type computed in
 */
final class StepDropout<T extends TNumber> {
  private final LayerContext<T> context;
  private final Ops tf;
  private final KernelCell<?> cell;
  private final int rank;
  private List<Operand<T>> keptStates;

  /**
   * The dropout of a cell.
   *
   * @param rank the rank of one step's input and state, the batch included
   */
  StepDropout(LayerContext<T> context, KernelCell<?> cell, int rank) {
    this.context = context;
    this.tf = context.tf();
    this.cell = cell;
    this.rank = rank;
  }

  /** Whether numbers of the inputs are dropped. */
  boolean ofInputs() {
    return context.training() && cell.dropout > 0;
  }

  /** Whether numbers of the states are dropped. */
  boolean ofStates() {
    return context.training() && cell.recurrentDropout > 0;
  }

  /**
   * Inputs, of one step or of all, with other numbers dropped in each copy.
   *
   * @param copies how many are wanted
   */
  List<Operand<T>> inputs(Operand<T> x, int copies) {
    List<Operand<T>> dropped = new ArrayList<>();
    for (Operand<T> factors : kept(x, cell.dropout, copies, 0)) {
      dropped.add(tf.math.mul(x, factors));
    }
    return dropped;
  }

  /** A state as a gate sees it. */
  Operand<T> state(Operand<T> state, int gate) {
    if (keptStates == null) {
      keptStates = kept(state, cell.recurrentDropout, cell.gates(), 1);
    }
    return tf.math.mul(state, keptStates.get(gate));
  }

  /**
   * Factors for the last sizes of x, those of one step: 0 with probability {@code rate}, else
   * {@code 1 / (1 - rate)}.
   *
   * @param draw tells this draw from the others of the call
   */
  private List<Operand<T>> kept(Operand<T> x, double rate, int count, long draw) {
    Shape shape = x.shape();
    int before = shape.numDimensions() - rank;
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(before), tf.array(1));
    // Sizes that are known stay known: a product with unknown ones would forget sizes of 1.
    Operand<TInt32> rest = States.sizes(tf, shape.subShape(before + 1, shape.numDimensions()));
    Operand<TInt32> sizes = tf.concat(List.of(tf.array(count), batch, rest), tf.constant(0));
    Operand<TInt64> seed = tf.math.add(context.seed(), tf.constant(new long[] {0, draw << 32}));
    // The shape is the input's, and through it gradients would ask for those of random numbers.
    Operand<TFloat32> uniform =
        tf.stopGradient(tf.random.statelessRandomUniform(sizes, seed, TFloat32.class));
    Operand<T> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant((float) rate)), context.dtype());
    Operand<T> factors = tf.math.mul(kept, context.constant(1 / (1 - rate)));
    List<Operand<T>> list = new ArrayList<>();
    tf.unstack(factors, (long) count).forEach(list::add);
    return list;
  }
}
