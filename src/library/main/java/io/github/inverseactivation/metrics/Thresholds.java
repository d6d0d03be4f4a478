package io.github.inverseactivation.metrics;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Thresholds, and between them buckets of predictions: one histogram of positive and one of
 * negative labels hold what true and false positives at every threshold follow from. So a batch of
 * any size is one pass and two short vectors.
 *
 * <p>A prediction is in the bucket whose number is that of the thresholds below it. Where
 * thresholds are evenly distributed over 0..1, Keras computes that number, and rounds on the way;
 * elsewhere it compares. Both are followed, since predictions often equal a threshold. Source:
 * Keras, {@code metrics/metrics_utils.py}.
 */
final class Thresholds {
  private static final double EPSILON = 1e-7;

  private final double[] ascending;
  private final boolean even;
  private final boolean beyond;

  private Thresholds(double[] ascending, boolean even, boolean beyond) {
    this.ascending = ascending;
    this.even = even;
    this.beyond = beyond;
  }

  /** Given thresholds, in any order. */
  static Thresholds of(double... given) {
    double[] ascending = given.clone();
    Arrays.sort(ascending);
    return new Thresholds(ascending, isEven(given), false);
  }

  /** Thresholds from 0 to 1 in equal steps; 0.5 where there is one. */
  static Thresholds steps(int count) {
    if (count == 1) {
      return of(0.5);
    }
    double[] ascending = new double[count];
    Arrays.setAll(ascending, i -> (double) i / (count - 1));
    return new Thresholds(ascending, true, false);
  }

  /** Thresholds from just below 0 to just above 1: these two, and those between 0 and 1. */
  static Thresholds around(double... between) {
    double[] all = new double[between.length + 2];
    System.arraycopy(between, 0, all, 1, between.length);
    Arrays.sort(all, 1, all.length - 1);
    all[all.length - 1] = 1;
    boolean even = isEven(all);
    all[0] -= EPSILON;
    all[all.length - 1] += EPSILON;
    return new Thresholds(all, even, true);
  }

  /** As {@link #around(double...)}, in equal steps. */
  static Thresholds around(int count) {
    double[] between = new double[count - 2];
    Arrays.setAll(between, i -> (i + 1.0) / (count - 1));
    Thresholds thresholds = around(between);
    return new Thresholds(thresholds.ascending, true, true);
  }

  private static boolean isEven(double... given) {
    boolean even = given.length >= 3;
    for (int i = 0; even && i < given.length; i++) {
      double expected = (float) i / (given.length - 1);
      even = Math.abs(given[i] - expected) <= EPSILON + 1e-5 * expected;
    }
    return even;
  }

  int count() {
    return ascending.length;
  }

  /** The length of both histograms together. */
  int size() {
    return 2 * (ascending.length + 1);
  }

  /** Where a threshold is among {@link #outcomes}. */
  int indexOf(double threshold) {
    return Arrays.binarySearch(ascending, threshold);
  }

  /** The bucket of each prediction. */
  Operand<TInt32> buckets(Ops tf, Operand<TFloat32> predictions) {
    if (!even) {
      float[] bounds = new float[ascending.length];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = (float) ascending[i];
      }
      Operand<TFloat32> row = tf.reshape(tf.constant(bounds), tf.array(1, bounds.length));
      Operand<TInt32> below = tf.lowerBound(row, tf.reshape(predictions, tf.array(1, -1)));
      return tf.reshape(below, tf.shape(predictions));
    }
    Operand<TFloat32> clipped = tf.clipByValue(predictions, tf.constant(0f), tf.constant(1f));
    Operand<TFloat32> below =
        tf.math.ceil(tf.math.mul(clipped, tf.constant((float) (ascending.length - 1))));
    if (beyond) {
      below = tf.math.maximum(below, tf.constant(1f));
    }
    return tf.dtypes.cast(below, TInt32.class);
  }

  /** The two histograms of every column, one column after the other. */
  Operand<TFloat32> histograms(
      Ops tf,
      Operand<TFloat32> labels,
      Operand<TFloat32> predictions,
      Operand<TFloat32> weights,
      int columns) {
    Operand<TInt32> bucket = buckets(tf, predictions);
    Operand<TInt32> negative = tf.dtypes.cast(tf.math.equal(labels, tf.constant(0f)), TInt32.class);
    Operand<TInt32> place =
        tf.math.add(bucket, tf.math.mul(negative, tf.constant(ascending.length + 1)));
    if (columns > 1) {
      int[] offsets = new int[columns];
      Arrays.setAll(offsets, i -> i * size());
      place = tf.math.add(place, tf.constant(offsets));
    }
    Operand<TInt32> flat = tf.array(-1);
    return tf.math.unsortedSegmentSum(
        tf.reshape(weights, flat), tf.reshape(place, flat), tf.constant(columns * size()));
  }

  /** What happened at each threshold, in ascending order, from the histograms of a column. */
  Outcome[] outcomes(double[] sums, int column) {
    int positives = column * size();
    int negatives = positives + size() / 2;
    Outcome[] outcomes = new Outcome[ascending.length];
    double[] above = {0, 0};
    for (int i = ascending.length - 1; i >= 0; i--) {
      above[0] += sums[positives + i + 1];
      above[1] += sums[negatives + i + 1];
      outcomes[i] = new Outcome(above[0], above[1], 0, 0);
    }
    double[] below = {0, 0};
    for (int i = 0; i < ascending.length; i++) {
      below[0] += sums[positives + i];
      below[1] += sums[negatives + i];
      Outcome half = outcomes[i];
      outcomes[i] = new Outcome(half.truePositives(), half.falsePositives(), below[1], below[0]);
    }
    return outcomes;
  }
}
