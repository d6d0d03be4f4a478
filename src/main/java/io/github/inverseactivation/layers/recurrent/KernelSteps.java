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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The operations that cells with two kernels share.
 *
 * <p>In training with dropout of states, each gate drops other features, so each gate's columns are
 * multiplied by themselves; else one product serves all gates. Source: Keras, {@code
 * layers/rnn/dropout_rnn_cell.py}.
 *
 * @param <T> the type computed in
 */
abstract class KernelSteps<T extends TNumber> implements Steps<T> {
  final LayerContext<T> context;
  final Ops tf;
  private final KernelCell<?> cell;
  private final boolean gatewise;
  private final Map<List<Integer>, Operand<T>> columns = new HashMap<>();
  private List<Operand<T>> keptStates;

  KernelSteps(LayerContext<T> context, KernelCell<?> cell) {
    this.context = context;
    this.tf = context.tf();
    this.cell = cell;
    this.gatewise = context.training() && cell.recurrentDropout > 0;
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
    if (!context.training() || cell.dropout == 0) {
      return rowsTimes(x, kernel);
    }
    List<Operand<T>> kept = kept(x, cell.dropout, gatewise ? cell.gates() : 1, 0);
    if (kept.size() == 1) {
      return rowsTimes(tf.math.mul(x, kept.get(0)), kernel);
    }
    List<Operand<T>> kernels = split(kernel, cell.gates());
    List<Operand<T>> products = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      products.add(rowsTimes(tf.math.mul(x, kept.get(i)), kernels.get(i)));
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
      products.add(tf.linalg.matMul(keep(state, gate), recurrentColumns(gate, gate + 1)));
    }
    return products.size() == 1 ? products.get(0) : tf.concat(products, tf.constant(-1));
  }

  /** The product of a state with the columns of all gates. */
  final Operand<T> recurrent(Operand<T> state) {
    return recurrent(state, 0, cell.gates());
  }

  /** Parts of equal width, side by side. */
  final List<Operand<T>> split(Operand<T> all, int parts) {
    List<Operand<T>> list = new ArrayList<>();
    tf.split(tf.constant(-1), all, (long) parts).forEach(list::add);
    return list;
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

  /** A state as a gate sees it: some features dropped, the same ones at all steps. */
  private Operand<T> keep(Operand<T> state, int gate) {
    if (keptStates == null) {
      keptStates = kept(state, cell.recurrentDropout, cell.gates(), 1);
    }
    return tf.math.mul(state, keptStates.get(gate));
  }

  /**
   * Factors for the last two sizes of x, batch and features: 0 with probability {@code rate}, else
   * {@code 1 / (1 - rate)}.
   *
   * @param draw tells this draw from the others of the call
   */
  private List<Operand<T>> kept(Operand<T> x, double rate, int count, long draw) {
    int rank = x.shape().numDimensions();
    Operand<TInt32> sizes =
        tf.concat(
            List.of(tf.array(count), tf.slice(tf.shape(x), tf.array(rank - 2), tf.array(2))),
            tf.constant(0));
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
