package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Scaled dot-product attention of tensors {@code [batch, ..., heads, features]}, along some of the
 * axes between batch and heads; along the others, each position is by itself.
 *
 * <p>Scores are {@code [batch and others, heads, query's positions, key's positions]}. The letters
 * of the equations are those of {@code keras.layers.MultiHeadAttention}.
 */
final class HeadScores {
  private final int[] axes;
  private final double size;
  private final String query;
  private final String key;
  private final String scores;

  /**
   * Attention between tensors that have been split into heads.
   *
   * @param rank their rank, with heads and features
   * @param axes the axes attended along
   * @param size the features by whose root the products are divided
   */
  HeadScores(int rank, int[] axes, int size) {
    this.axes = axes;
    this.size = size;
    StringBuilder queryLetters = new StringBuilder();
    StringBuilder keyLetters = new StringBuilder();
    StringBuilder others = new StringBuilder();
    char next = (char) ('a' + rank);
    for (int i = 0; i < rank; i++) {
      char letter = (char) ('a' + i);
      boolean attended = isAttended(i);
      queryLetters.append(letter);
      keyLetters.append(attended ? next++ : letter);
      if (!attended && i < rank - 1) {
        others.append(letter);
      }
    }
    this.query = queryLetters.toString();
    this.key = keyLetters.toString();
    this.scores = others + letters(query) + letters(key);
  }

  private boolean isAttended(int axis) {
    return Arrays.stream(axes).anyMatch(each -> each == axis);
  }

  private String letters(String of) {
    StringBuilder letters = new StringBuilder();
    Arrays.stream(axes).forEach(axis -> letters.append(of.charAt(axis)));
    return letters.toString();
  }

  /**
   * Refuses inputs, not yet split into heads, that do not go together.
   *
   * @param mask the mask that was given, or null
   * @param byPosition whether a mask is made of positions along axis 1
   */
  void check(Shape queryInput, Shape value, Shape mask, boolean byPosition) {
    int features = queryInput.numDimensions() - 1;
    for (int i = 0; i < features; i++) {
      if (!isAttended(i)) {
        Sequences.requireSame("query and value", queryInput, value, i, i + 1);
      }
    }
    if (byPosition && axes.length > 1) {
      throw new IllegalArgumentException(
          "a causal mask and a sliding window are for one attention axis, not "
              + Arrays.toString(axes)
              + ": give a mask as the fourth input");
    }
    if (byPosition && axes[0] != 1) {
      Sequences.requireSame(
          "axis 1 and the attention axis", both(queryInput, 1), both(queryInput, axes[0]), 0, 1);
      Sequences.requireSame(
          "axis 1 and the attention axis", both(value, 1), both(value, axes[0]), 0, 1);
    }
    if (mask != null) {
      checkMask(queryInput, value, mask);
    }
  }

  private static Shape both(Shape shape, int axis) {
    return Shape.of(shape.get(axis));
  }

  private void checkMask(Shape queryInput, Shape value, Shape mask) {
    int rank = mask.numDimensions();
    long[] last =
        IntStream.concat(Arrays.stream(axes), Arrays.stream(axes))
            .mapToLong(queryInput::get)
            .toArray();
    for (int i = 0; i < axes.length; i++) {
      last[axes.length + i] = value.get(axes[i]);
    }
    boolean fits = rank > last.length && rank <= scores.length();
    for (int i = 0; fits && i < last.length; i++) {
      long size = mask.get(rank - last.length + i);
      fits = size == 1 || size == -1 || last[i] == -1 || size == last[i];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the attention mask has the shape "
              + mask
              + ", but takes [batch, query's positions, value's positions], that is, ends with "
              + Arrays.toString(last)
              + ", and has at most "
              + scores.length()
              + " dimensions");
    }
  }

  /** Whether masks of steps say what is attended to: the last axis, and no other, is attended. */
  boolean takesStepMasks() {
    return axes.length == 1 && axes[0] == query.length() - 3;
  }

  /** The shape of the scores, for a query that has been split into heads. */
  Shape shape(Shape queries, Shape value) {
    Shape shape = Shape.of();
    for (int i = 0; i < queries.numDimensions() - 1; i++) {
      shape = isAttended(i) ? shape : shape.append(queries.get(i));
    }
    for (int axis : axes) {
      shape = shape.append(queries.get(axis));
    }
    for (int axis : axes) {
      shape = shape.append(value.get(axis));
    }
    return shape;
  }

  /**
   * What the heads found, the probabilities by which they did, before any are dropped, and the mask
   * of these or null.
   */
  record Found<T extends TNumber>(
      Operand<T> values, Operand<T> probabilities, Operand<TBool> mask) {}

  /**
   * Emits the attention.
   *
   * @param allowed which positions of the key each of the query may attend to, or null for all
   * @param probabilitiesWanted whether these are an output, which Keras then computes in its own
   *     way
   */
  <T extends TNumber> Found<T> attend(
      LayerContext<T> context,
      Operand<T> queries,
      Operand<T> keys,
      Operand<T> values,
      Operand<TBool> allowed,
      boolean probabilitiesWanted,
      double dropout,
      Long seed) {
    Ops tf = context.tf();
    Operand<T> scaled = tf.math.mul(queries, context.constant(1 / Math.sqrt(size)));
    Operand<T> products =
        tf.linalg.einsum(List.of(keys, scaled), key + "," + query + "->" + scores);
    Operand<TBool> mask =
        allowed == null ? null : new Masks(tf).expanded(allowed, scores.length(), 2 * axes.length);
    // Keras has two ways to mask. They differ where nothing at all is allowed: a mean of all
    // values here, 0 there.
    boolean fused = dropout == 0 && query.length() == 4 && !probabilitiesWanted;
    Operand<T> probabilities =
        fused ? fusedSoftmax(context, products, mask) : maskedSoftmax(context, products, mask);
    Operand<T> kept = ProbabilityDropout.drop(context, probabilities, dropout, seed);
    return new Found<>(
        tf.linalg.einsum(List.of(kept, values), scores + "," + key + "->" + query),
        probabilities,
        mask);
  }

  private <T extends TNumber> Operand<T> fusedSoftmax(
      LayerContext<T> context, Operand<T> products, Operand<TBool> mask) {
    Ops tf = context.tf();
    return tf.nn.softmax(
        mask == null
            ? products
            : tf.select(mask, products, Masks.below(context, -0.7 * 65500, -0.7 * 3.38953e38)));
  }

  private <T extends TNumber> Operand<T> maskedSoftmax(
      LayerContext<T> context, Operand<T> products, Operand<TBool> mask) {
    Ops tf = context.tf();
    if (mask == null) {
      return softmax(tf, products);
    }
    Operand<T> lowered = tf.select(mask, products, Masks.below(context, -3e4, -1e9));
    return tf.select(mask, softmax(tf, lowered), context.constant(0));
  }

  private <T extends TNumber> Operand<T> softmax(Ops tf, Operand<T> products) {
    if (axes.length == 1) {
      return tf.nn.softmax(products);
    }
    int rank = scores.length();
    Operand<TInt32> over = tf.constant(IntStream.range(rank - axes.length, rank).toArray());
    // The largest is subtracted against overflow; the result does not depend on it.
    Operand<T> largest = tf.stopGradient(tf.reduceMax(products, over, ReduceMax.keepDims(true)));
    Operand<T> exponential = tf.math.exp(tf.math.sub(products, largest));
    return tf.math.div(exponential, tf.reduceSum(exponential, over, ReduceSum.keepDims(true)));
  }
}
