package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.Aligned;
import io.github.inverseactivation.losses.SampleWeights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A metric of binary predictions that follows from how often they are right and wrong at
 * thresholds.
 *
 * @param <M> the metric itself
 */
abstract class OutcomeMetric<M extends OutcomeMetric<M>> extends VectorMetric<M> {

  /** What predictions that are not among the best are taken for: below every threshold. */
  static final double NOT_AMONG_BEST = -1e10;

  OutcomeMetric(String name) {
    super(name);
  }

  abstract Thresholds bounds();

  /** The only class that counts, or null where all do. */
  abstract Integer onlyClass();

  /** How many of the best classes count as predicted, or null where thresholds alone decide. */
  abstract Integer best();

  @Override
  public final int stateSize(Shape predictions) {
    return bounds().size();
  }

  @Override
  public final Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      Operand<TFloat32> sampleWeights) {
    Aligned<TFloat32, TFloat32> aligned =
        Pairs.of(tf, labels, predictions).sameShape("Give the last layer one output per label");
    Operand<TFloat32> positives = aligned.first();
    Operand<TFloat32> scores = aligned.second();
    if (best() != null) {
      scores = amongBest(tf, scores, best());
    }
    if (onlyClass() != null) {
      positives = column(tf, positives, onlyClass());
      scores = column(tf, scores, onlyClass());
    }
    Operand<TFloat32> weights = weights(tf, scores, sampleWeights);
    return bounds().histograms(tf, positives, scores, weights, 1);
  }

  /** A weight for every value: 1, or those of the samples. */
  static Operand<TFloat32> weights(
      Ops tf, Operand<TFloat32> values, Operand<TFloat32> sampleWeights) {
    return sampleWeights == null
        ? tf.onesLike(values)
        : tf.broadcastTo(SampleWeights.align(tf, values, sampleWeights).second(), tf.shape(values));
  }

  private static Operand<TFloat32> amongBest(Ops tf, Operand<TFloat32> scores, int k) {
    Shape shape = scores.shape();
    long classes = shape.get(shape.numDimensions() - 1);
    if (classes < k) {
      throw new IllegalArgumentException(
          "topK " + k + " of predictions of shape " + shape + "; expected at most as many classes");
    }
    TopK<TFloat32, TInt32> best = tf.nn.topK(scores, tf.constant(k), TInt32.class);
    Operand<TFloat32> marks =
        tf.oneHot(best.indices(), tf.constant((int) classes), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> mark = tf.reduceSum(marks, tf.constant(-2));
    return tf.select(
        tf.math.greater(mark, tf.constant(0f)), scores, tf.constant((float) NOT_AMONG_BEST));
  }

  private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> x, int index) {
    Shape shape = x.shape();
    int rank = shape.numDimensions();
    long classes = rank < 2 ? 0 : shape.get(rank - 1);
    if (classes != Shape.UNKNOWN_SIZE && index >= classes) {
      throw new IllegalArgumentException(
          "classId "
              + index
              + " does not exist in predictions of shape "
              + shape
              + "; expected a class below the size of the last of at least two dimensions");
    }
    return tf.gather(x, tf.array(index), tf.constant(-1));
  }
}
