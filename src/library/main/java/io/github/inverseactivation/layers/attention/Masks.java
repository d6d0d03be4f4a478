package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Which positions of a value a position of a query may attend to: booleans {@code [..., query,
 * value]}. A mask that is null allows everything.
 */
final class Masks {
  private final Ops tf;

  Masks(Ops tf) {
    this.tf = tf;
  }

  /** What both allow. */
  Operand<TBool> both(Operand<TBool> one, Operand<TBool> other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return tf.math.logicalAnd(one, other);
  }

  /** A mask that came as numbers: 0 forbids. */
  <T extends TNumber> Operand<TBool> given(Operand<T> mask) {
    return tf.math.notEqual(mask, tf.dtypes.cast(tf.constant(0), mask.type()));
  }

  /** {@code [1, query, value]}: nothing that lies ahead. */
  Operand<TBool> causal(Operand<TInt32> queryLength, Operand<TInt32> valueLength) {
    return tf.math.greaterEqual(rows(queryLength), columns(valueLength));
  }

  /** {@code [1, query, value]}: less than so many positions away, either way. */
  Operand<TBool> window(Operand<TInt32> queryLength, Operand<TInt32> valueLength, int size) {
    Operand<TInt32> distance = tf.math.abs(tf.math.sub(rows(queryLength), columns(valueLength)));
    return tf.math.less(distance, tf.constant(size));
  }

  /** The length along an axis. */
  Operand<TInt32> length(Operand<?> x, int axis) {
    long size = x.shape().get(axis);
    return size == Shape.UNKNOWN_SIZE
        ? tf.reshape(tf.slice(tf.shape(x), tf.array(axis), tf.array(1)), tf.constant(new int[0]))
        : tf.constant(Math.toIntExact(size));
  }

  /** What the mask of the query's steps allows: {@code [batch, ..., query, 1]}. */
  Operand<TBool> queries(Operand<TBool> steps) {
    return steps == null ? null : tf.expandDims(steps, tf.constant(-1));
  }

  /** What the mask of a value's or key's steps allows: {@code [batch, ..., 1, value]}. */
  Operand<TBool> values(Operand<TBool> steps) {
    return steps == null ? null : tf.expandDims(steps, tf.constant(-2));
  }

  /** A mask with as many dimensions as the scores, by ones before its last dimensions. */
  Operand<TBool> expanded(Operand<TBool> mask, int rank, int lastDimensions) {
    Operand<TBool> expanded = mask;
    for (int i = mask.shape().numDimensions(); i < rank; i++) {
      expanded = tf.expandDims(expanded, tf.constant(-lastDimensions - 1));
    }
    return expanded;
  }

  /** A number so far below all scores that its softmax is 0: half precision has smaller ones. */
  static <T extends TNumber> Operand<T> below(LayerContext<T> context, double half, double other) {
    return context.constant(context.dtype() == TFloat16.class ? half : other);
  }

  private Operand<TInt32> rows(Operand<TInt32> length) {
    return tf.expandDims(tf.expandDims(positions(length), tf.constant(1)), tf.constant(0));
  }

  private Operand<TInt32> columns(Operand<TInt32> length) {
    return tf.expandDims(tf.expandDims(positions(length), tf.constant(0)), tf.constant(0));
  }

  private Operand<TInt32> positions(Operand<TInt32> length) {
    return tf.range(tf.constant(0), length, tf.constant(1));
  }
}
