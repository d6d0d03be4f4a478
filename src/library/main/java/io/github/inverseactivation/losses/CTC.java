package io.github.inverseactivation.losses;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Connectionist temporal classification: the negative logarithm of the probability of a sequence of
 * labels, such as letters, over all ways to spread it over the steps of a longer sequence, such as
 * slices of a picture of writing.
 *
 * <pre>
 * loss = -log sum over paths of the product over steps t of softmax(logits at t)[path at t]
 * a path: the labels in order, each for one step or more, with the blank in between or not; two
 * equal labels in a row have a blank in between
 * </pre>
 *
 * <p>Predictions are logits of shape {@code [n, steps, classes]}, of which class 0 is the blank.
 * Labels have the shape {@code [n, most]}, from 1 on, with zeros after the last one of each
 * sequence. Steps and most are known. A sequence that does not fit into the steps has a loss of
 * 1e30 and no gradient.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new CTC().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.CTC}; Graves et al. 2006, "Connectionist temporal
 * classification". The sum is that of the paper's forward variables, step by step, since the
 * runtime's operation has no gradient here; the graph grows with the number of steps.
 */
public final class CTC extends ReducedLoss<CTC> implements ClassIndexLabels {

  /** Creates a loss. */
  public CTC() {
    super("ctc");
  }

  @Override
  protected <T extends TNumber> Values<T> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions) {
    check(labels, predictions);
    Class<T> type = predictions.type();
    Operand<TInt64> known = tf.dtypes.cast(labels, TInt64.class);
    Operand<TInt64> states = withBlanks(tf, known, labels.shape().get(1));
    int count = Math.toIntExact(2 * labels.shape().get(1) + 1);
    Operand<T> emitted = emitted(tf, states, predictions);
    Operand<T> skips = cost(tf, type, skips(tf, states, count));
    // A path begins with the blank or with the first label.
    Operand<T> alpha = cost(tf, type, tf.math.less(tf.constant(places(count)), tf.constant(2L)));
    int steps = Math.toIntExact(predictions.shape().get(1));
    for (int t = 0; t < steps; t++) {
      Operand<T> reached = t == 0 ? alpha : next(tf, alpha, skips, count);
      Operand<T> now = tf.slice(emitted, tf.array(0, t, 0), tf.array(-1, 1, -1));
      alpha = tf.math.add(reached, tf.reshape(now, tf.array(-1, count)));
    }
    Operand<T> ends = tf.math.add(alpha, cost(tf, type, ends(tf, known, count)));
    return new Values<>(tf.math.neg(LogSums.last(tf, ends)));
  }

  private static void check(Operand<?> labels, Operand<?> predictions) {
    Shape known = labels.shape();
    Shape shape = predictions.shape();
    if (Shapes.rank(labels) != 2
        || Shapes.rank(predictions) != 3
        || known.get(1) < 1
        || shape.get(1) < 1) {
      throw new IllegalArgumentException(
          "labels of shape "
              + known
              + " and predictions of shape "
              + shape
              + "; expected [n, most] and [n, steps, classes] with known most and steps");
    }
  }

  /** A blank, then each label and a blank: {@code [n, 2 most + 1]}. */
  private static Operand<TInt64> withBlanks(Ops tf, Operand<TInt64> labels, long most) {
    Operand<TInt64> pairs = tf.stack(List.of(tf.zerosLike(labels), labels), Stack.axis(2L));
    Operand<TInt64> row = tf.reshape(pairs, tf.array(-1, Math.toIntExact(2 * most)));
    Operand<TInt64> blank = tf.slice(row, tf.array(0, 0), tf.array(-1, 1));
    return tf.concat(List.of(row, blank), tf.constant(1));
  }

  /** The logarithm of each state's probability at each step: {@code [n, steps, states]}. */
  private static <T extends TNumber> Operand<T> emitted(
      Ops tf, Operand<TInt64> states, Operand<T> logits) {
    Class<T> type = logits.type();
    Operand<T> all = tf.math.sub(logits, tf.expandDims(LogSums.last(tf, logits), tf.constant(-1)));
    Operand<T> chosen =
        tf.oneHot(
            states,
            Crossentropies.lastDimension(tf, logits),
            tf.constant(type, 1),
            tf.constant(type, 0));
    return tf.train.batchMatMul(all, chosen, type, BatchMatMul.adjY(true));
  }

  /** Whether a state may follow the one two places before: a label after a different one. */
  private static Operand<TBool> skips(Ops tf, Operand<TInt64> states, int count) {
    Operand<TInt64> before = tf.slice(states, tf.array(0, 0), tf.array(-1, count - 2));
    Operand<TInt64> after = tf.slice(states, tf.array(0, 2), tf.array(-1, -1));
    Operand<TBool> may =
        tf.math.logicalAnd(
            tf.math.notEqual(after, tf.constant(0L)), tf.math.notEqual(after, before));
    Operand<TInt64> two = tf.slice(states, tf.array(0, 0), tf.array(-1, 2));
    Operand<TBool> first = tf.math.notEqual(two, two);
    return tf.concat(List.of(first, may), tf.constant(1));
  }

  /** A path ends with the last label or with the blank after it. */
  private static Operand<TBool> ends(Ops tf, Operand<TInt64> labels, int count) {
    Operand<TInt64> present =
        tf.dtypes.cast(tf.math.notEqual(labels, tf.constant(0L)), TInt64.class);
    Operand<TInt64> blank =
        tf.expandDims(
            tf.math.mul(tf.reduceSum(present, tf.constant(1)), tf.constant(2L)), tf.constant(1));
    Operand<TInt64> places = tf.constant(places(count));
    return tf.math.logicalOr(
        tf.math.equal(places, blank), tf.math.equal(places, tf.math.sub(blank, tf.constant(1L))));
  }

  private static long[] places(int count) {
    return LongStream.range(0, count).toArray();
  }

  /** The logarithm of 1 where something is possible, and of 0 where it is not. */
  private static <T extends TNumber> Operand<T> cost(
      Ops tf, Class<T> type, Operand<TBool> possible) {
    return tf.select(possible, tf.constant(type, 0), tf.constant(type, LogSums.NOTHING));
  }

  /** Each state is reached from itself, the one before, and maybe the one before that. */
  private static <T extends TNumber> Operand<T> next(
      Ops tf, Operand<T> alpha, Operand<T> skips, int count) {
    List<Operand<T>> ways = new ArrayList<>();
    ways.add(alpha);
    ways.add(moved(tf, alpha, 1, count));
    ways.add(tf.math.add(moved(tf, alpha, 2, count), skips));
    return LogSums.last(tf, tf.stack(ways, Stack.axis(2L)));
  }

  /** The states some places before. */
  private static <T extends TNumber> Operand<T> moved(
      Ops tf, Operand<T> alpha, int places, int count) {
    Operand<T> kept = tf.slice(alpha, tf.array(0, 0), tf.array(-1, count - places));
    Operand<T> first = tf.slice(alpha, tf.array(0, 0), tf.array(-1, places));
    Operand<T> nothing =
        tf.math.add(tf.zerosLike(first), tf.constant(alpha.type(), LogSums.NOTHING));
    return tf.concat(List.of(nothing, kept), tf.constant(1));
  }
}
