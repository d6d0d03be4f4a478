package io.github.inverseactivation.activations;

import static io.github.inverseactivation.activations.Scalars.scalar;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Split;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Functions of all elements along an axis. */
final class AxisFunctions {
  private AxisFunctions() {}

  static <T extends TNumber> Operand<T> softmax(Ops tf, Operand<T> x) {
    requireRank("softmax", x);
    return tf.nn.softmax(x);
  }

  static <T extends TNumber> Operand<T> softmax(Ops tf, Operand<T> x, int axis) {
    if (axis == -1) {
      return softmax(tf, x);
    }
    int rank = requireRank("softmax", x);
    if (rank < 0) {
      throw new IllegalArgumentException(
          "Softmax: the input's rank is unknown, but it must be known for axis " + axis);
    }
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "Softmax: axis " + axis + " is out of range for the input of shape " + x.shape());
    }
    int[] swapped = IntStream.range(0, rank).toArray();
    swapped[Math.floorMod(axis, rank)] = rank - 1;
    swapped[rank - 1] = Math.floorMod(axis, rank);
    // A swap of two axes undoes itself.
    Operand<TInt32> order = tf.constant(swapped);
    return tf.linalg.transpose(tf.nn.softmax(tf.linalg.transpose(x, order)), order);
  }

  // The runtime's gradient of LogSoftmax sums over axis 1 whatever the rank, so it is right for
  // matrices alone; every other rank goes through a matrix.
  static <T extends TNumber> Operand<T> logSoftmax(Ops tf, Operand<T> x) {
    if (requireRank("log_softmax", x) == 2) {
      return tf.nn.logSoftmax(x);
    }
    Operand<TInt32> shape = tf.shape(x);
    Operand<TInt32> columns = tf.reshape(lastSize(tf, shape), tf.array(1));
    Operand<TInt32> matrix = tf.concat(List.of(tf.array(-1), columns), tf.constant(0));
    Operand<T> flat = tf.reshape(x, matrix);
    return tf.reshape(tf.nn.logSoftmax(flat), shape);
  }

  /** The projection onto the simplex: the threshold is (the sum of the support - 1) / its size. */
  static <T extends TNumber> Operand<T> projection(Ops tf, Operand<T> x) {
    requireRank("Sparsemax", x);
    return sparse(tf, x, true);
  }

  /** As Keras 3.15 computes it, see {@link Activations#SPARSEMAX}. */
  static <T extends TNumber> Operand<T> sparsemax(Ops tf, Operand<T> x) {
    requireRank("sparsemax", x);
    return sparse(tf, x, false);
  }

  // TopK has no gradient, so sorting only decides how often each element counts: the support is the
  // k largest elements, where k is the greatest number with 1 + k z(k) > z(1) + ... + z(k) (Martins
  // and Astudillo 2016, algorithm 1). Keras 3.15 adds up the cumulative sums instead of taking the
  // k-th, so there the largest element counts k times, the next k - 1 times and so on.
  private static <T extends TNumber> Operand<T> sparse(Ops tf, Operand<T> x, boolean once) {
    Operand<T> one = scalar(tf, x, 1);
    Operand<TInt32> count = lastSize(tf, tf.shape(x));
    TopK<T, TInt32> sorted = tf.nn.topK(tf.stopGradient(x), count, new TopK.Options[0]);
    // The order of the order is each element's rank, 0 for the largest.
    Operand<T> rank =
        tf.dtypes.cast(
            tf.nn.topK(tf.math.neg(sorted.indices()), count, new TopK.Options[0]).indices(),
            x.type());
    Operand<TInt32> end = tf.math.add(count, tf.constant(1));
    Operand<T> k = tf.dtypes.cast(tf.range(tf.constant(1), end, tf.constant(1)), x.type());
    Operand<T> sums = tf.math.cumsum(sorted.values(), tf.constant(-1));
    Operand<TBool> inSupport =
        tf.math.greater(
            tf.math.sub(sorted.values(), tf.math.div(tf.math.sub(sums, one), k)), scalar(tf, x, 0));
    Operand<T> size = sumLast(tf, tf.dtypes.cast(inSupport, x.type()));
    Operand<T> times = tf.nn.relu(tf.math.sub(size, rank));
    Operand<T> weights = tf.stopGradient(once ? tf.math.minimum(times, one) : times);
    Operand<T> sum = sumLast(tf, tf.math.mul(weights, x));
    Operand<T> threshold = tf.math.div(tf.math.sub(sum, one), tf.stopGradient(size));
    return tf.nn.relu(tf.math.sub(x, threshold));
  }

  static <T extends TNumber> Operand<T> glu(Ops tf, Operand<T> x) {
    requireRank("glu", x);
    Shape shape = x.shape();
    long last = shape.isUnknown() ? Shape.UNKNOWN_SIZE : shape.get(-1);
    if (last % 2 != 0 && last != Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "glu: the last axis of shape "
              + shape
              + " has "
              + last
              + " elements, but an even number is expected, for two halves");
    }
    Split<T> halves = tf.split(tf.constant(-1), x, 2L);
    return tf.math.mul(halves.output().get(0), tf.math.sigmoid(halves.output().get(1)));
  }

  private static Operand<TInt32> lastSize(Ops tf, Operand<TInt32> shape) {
    return tf.stridedSlice(shape, Indices.at(-1));
  }

  private static <T extends TNumber> Operand<T> sumLast(Ops tf, Operand<T> x) {
    return tf.sum(x, tf.constant(-1), Sum.keepDims(true));
  }

  /** The rank, or -1 if it is unknown. */
  private static int requireRank(String owner, Operand<?> x) {
    Shape shape = x.shape();
    if (!shape.isUnknown() && shape.numDimensions() == 0) {
      throw new IllegalArgumentException(
          owner + ": the input is a scalar, but at least one axis is expected");
    }
    return shape.numDimensions();
  }
}
