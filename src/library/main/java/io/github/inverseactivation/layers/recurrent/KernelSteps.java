package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The operations that cells with two kernels share.
 *
 * <p>In training with dropout of states, each gate drops other features, so each gate's columns are
 * multiplied by themselves; else one product serves all gates.
 *
 * @param <T> the type computed in
 */
abstract class KernelSteps<T extends TNumber> implements Steps<T> {
  final LayerContext<T> context;
  final Ops tf;
  private final KernelCell<?> cell;
  private final boolean gatewise;
  private final StepDropout<T> dropout;
  private final Map<List<Integer>, Operand<T>> columns = new HashMap<>();

  KernelSteps(LayerContext<T> context, KernelCell<?> cell) {
    this.context = context;
    this.tf = context.tf();
    this.cell = cell;
    this.dropout = new StepDropout<>(context, cell, 2);
    this.gatewise = dropout.ofStates();
  }

  /** The bias of the input's product. */
  Operand<T> inputBias() {
    return context.weight("bias");
  }

  @Override
  public final Operand<T> project(Operand<T> x) {
    Operand<T> product = product(x);
    return cell.useBias ? tf.nn.biasAdd(product, inputBias()) : product;
  }

  private Operand<T> product(Operand<T> x) {
    Operand<T> kernel = context.weight("kernel");
    if (!dropout.ofInputs()) {
      return rowsTimes(x, kernel);
    }
    List<Operand<T>> kept = dropout.inputs(x, gatewise ? cell.gates() : 1);
    if (kept.size() == 1) {
      return rowsTimes(kept.get(0), kernel);
    }
    List<Operand<T>> kernels = split(kernel, cell.gates());
    List<Operand<T>> products = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      products.add(rowsTimes(kept.get(i), kernels.get(i)));
    }
    return tf.concat(products, tf.constant(-1));
  }

  /** The product of a state with the columns of the gates from one to before another. */
  final Operand<T> recurrent(Operand<T> state, int first, int last) {
    if (!gatewise) {
      return tf.linalg.matMul(state, recurrentColumns(first, last));
    }
    List<Operand<T>> products = new ArrayList<>();
    for (int gate = first; gate < last; gate++) {
      products.add(tf.linalg.matMul(dropout.state(state, gate), recurrentColumns(gate, gate + 1)));
    }
    return products.size() == 1 ? products.get(0) : tf.concat(products, tf.constant(-1));
  }

  /** The product of a state with the columns of all gates. */
  final Operand<T> recurrent(Operand<T> state) {
    return recurrent(state, 0, cell.gates());
  }

  /** Parts of equal width, side by side. */
  final List<Operand<T>> split(Operand<T> all, int parts) {
    return KernelCell.split(tf, all, -1, parts);
  }

  private Operand<T> recurrentColumns(int first, int last) {
    Operand<T> kernel = context.weight("recurrent_kernel");
    if (first == 0 && last == cell.gates()) {
      return kernel;
    }
    return columns.computeIfAbsent(
        List.of(first, last),
        range ->
            tf.slice(
                kernel,
                tf.array(0, first * cell.units),
                tf.array(-1, (last - first) * cell.units)));
  }

  /** The product of each row. */
  private Operand<T> rowsTimes(Operand<T> x, Operand<T> kernel) {
    Shape shape = x.shape();
    int rank = shape.numDimensions();
    if (rank == 2) {
      return tf.linalg.matMul(x, kernel);
    }
    Operand<T> rows = tf.reshape(x, tf.constant(new long[] {-1, shape.get(rank - 1)}));
    Operand<T> product = tf.linalg.matMul(rows, kernel);
    long[] sizes = shape.asArray();
    sizes[rank - 1] = kernel.shape().get(1);
    if (Arrays.stream(sizes).filter(size -> size == Shape.UNKNOWN_SIZE).count() <= 1) {
      return tf.reshape(product, tf.constant(sizes));
    }
    Operand<TInt32> leading = tf.slice(tf.shape(x), tf.array(0), tf.array(rank - 1));
    Operand<TInt32> last = tf.array((int) sizes[rank - 1]);
    return tf.reshape(product, tf.concat(List.of(leading, last), tf.constant(0)));
  }
}
