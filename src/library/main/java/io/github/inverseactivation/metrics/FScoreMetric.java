package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.Aligned;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A mean of precision and recall. Each batch adds, class by class, true positives, false positives,
 * false negatives and positive labels.
 *
 * @param <M> the metric itself
 */
abstract class FScoreMetric<M extends FScoreMetric<M>> extends VectorMetric<M> {
  private static final double EPSILON = 1e-7;

  Average average = Average.NONE;
  private Double threshold;

  FScoreMetric(String name) {
    super(name);
  }

  /** How many times as much recall counts as precision. */
  abstract double recallWeight();

  /**
   * The same metric with another average over classes.
   *
   * @param average the average; {@link Average#NONE} by default, one score for each class
   * @return the changed copy
   */
  public final M average(Average average) {
    Objects.requireNonNull(average, "average");
    return with(copy -> copy.average = average);
  }

  /**
   * The same metric where every prediction above a threshold counts as positive, instead of the
   * highest one of a sample.
   *
   * @param threshold above 0, at most 1; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final M threshold(double threshold) {
    checked(threshold);
    return with(copy -> ((FScoreMetric<?>) copy).threshold = threshold);
  }

  @Override
  public final int stateSize(Shape predictions) {
    return 4 * Classes.of(predictions, name());
  }

  @Override
  public final Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      Operand<TFloat32> sampleWeights) {
    Aligned<TFloat32, TFloat32> aligned =
        Pairs.of(tf, labels, predictions).sameShape("Labels are one-hot or of several classes");
    Classes.of(aligned.second().shape(), name());
    Operand<TFloat32> truth = aligned.first();
    Operand<TFloat32> positive = tf.dtypes.cast(positive(tf, aligned.second()), TFloat32.class);
    Operand<TFloat32> weights = OutcomeMetric.weights(tf, positive, sampleWeights);
    Operand<TFloat32> weightedTruth = tf.math.mul(truth, weights);
    Operand<TFloat32> found = tf.math.mul(positive, weightedTruth);
    Operand<TFloat32> claimed = tf.math.mul(positive, tf.math.sub(weights, weightedTruth));
    Operand<TFloat32> missed = tf.math.sub(weightedTruth, found);
    return tf.concat(
        List.of(sum(tf, found), sum(tf, claimed), sum(tf, missed), sum(tf, weightedTruth)),
        tf.constant(0));
  }

  private Operand<TBool> positive(Ops tf, Operand<TFloat32> predictions) {
    if (threshold != null) {
      return tf.math.greater(predictions, tf.constant(threshold.floatValue()));
    }
    Operand<TFloat32> highest = tf.max(predictions, tf.constant(-1), Max.keepDims(true));
    return tf.math.logicalAnd(
        tf.math.greaterEqual(predictions, highest),
        tf.math.greater(tf.math.abs(predictions), tf.constant(1e-9f)));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(0));
  }

  @Override
  public final double[] results(double[] sums) {
    int classes = sums.length / 4;
    if (average == Average.MICRO) {
      return new double[] {score(total(sums, 0), total(sums, classes), total(sums, 2 * classes))};
    }
    double[] scores = new double[classes];
    Arrays.setAll(scores, i -> score(sums[i], sums[classes + i], sums[2 * classes + i]));
    double labels = total(sums, 3 * classes) + EPSILON;
    return switch (average) {
      case NONE, MICRO -> scores;
      case MACRO -> new double[] {Arrays.stream(scores).average().orElse(0)};
      case WEIGHTED -> {
        double mean = 0;
        for (int i = 0; i < classes; i++) {
          mean += scores[i] * sums[3 * classes + i] / labels;
        }
        yield new double[] {mean};
      }
    };
  }

  private static double total(double[] sums, int from) {
    return Arrays.stream(sums, from, from + sums.length / 4).sum();
  }

  private double score(double found, double claimed, double missed) {
    double precision = found / (found + claimed + EPSILON);
    double recall = found / (found + missed + EPSILON);
    double square = recallWeight() * recallWeight();
    return (1 + square) * precision * recall / (square * precision + recall + EPSILON);
  }

  private static Double checked(Double threshold) {
    if (threshold != null && !(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "threshold " + threshold + " is out of range; expected 0 < threshold <= 1, such as 0.5");
    }
    return threshold;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    average = options.choice("average", average);
    threshold = checked(options.optionalNumber("threshold", threshold));
  }
}
