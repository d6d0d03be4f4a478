package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.losses.Aligned;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The coefficient of determination: how much of the labels' variance predictions explain. 1 is
 * perfect, 0 is as good as the labels' mean.
 *
 * <pre>
 * score = 1 - sum((label - prediction)^2) / sum((label - mean(label))^2)
 * </pre>
 *
 * <p>There is a score for each output, and {@link #classAggregation} makes one of them. Labels and
 * predictions have the shape {@code [n, outputs]}; labels {@code [n]} go with predictions {@code
 * [n, 1]}.
 *
 * <p>Sums are kept in double precision (where Keras keeps them in float32, and loses the score of
 * labels that vary little around a large number).
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new R2Score());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.R2Score}.
 */
public final class R2Score extends VectorMetric<R2Score> {

  /** How the scores of outputs become one. */
  public enum Aggregation {
    /** They do not: there is one score for each output. Logs report their mean. */
    NONE,
    /** Their mean. */
    UNIFORM_AVERAGE,
    /** Their mean, weighted by the variance of the labels. */
    VARIANCE_WEIGHTED_AVERAGE
  }

  private Aggregation classAggregation = Aggregation.UNIFORM_AVERAGE;
  private int numRegressors;

  /** Creates a metric, the mean of the outputs' scores. */
  public R2Score() {
    super("r2_score");
  }

  /**
   * The same metric with another way to make one score of several.
   *
   * @param classAggregation the way, {@link Aggregation#UNIFORM_AVERAGE} by default
   * @return the changed copy
   */
  public R2Score classAggregation(Aggregation classAggregation) {
    Objects.requireNonNull(classAggregation, "classAggregation");
    return with(copy -> copy.classAggregation = classAggregation);
  }

  /**
   * The same metric, adjusted for a number of independent variables: {@code 1 - (1 - score) * (s -
   * 1) / (s - p - 1)}, where s is the number of labels of all outputs, as Keras counts them. Where
   * s is not above p + 1 the score is not adjusted.
   *
   * @param numRegressors p, at least 0; 0 by default, no adjustment
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public R2Score numRegressors(int numRegressors) {
    Ranges.atLeast(0, "numRegressors", numRegressors, 0);
    return with(copy -> copy.numRegressors = numRegressors);
  }

  @Override
  public int stateSize(Shape predictions) {
    return 2 * (4 * Classes.of(predictions, "R2Score") + 1);
  }

  @Override
  public Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<? extends TNumber> predictions,
      Operand<TFloat32> sampleWeights) {
    Aligned<TFloat32, TFloat32> aligned =
        Pairs.of(tf, labels, predictions).sameShape("Give the last layer one output per label");
    Classes.of(aligned.second().shape(), "R2Score");
    Operand<TFloat64> truth = exact(tf, aligned.first());
    Operand<TFloat64> weights =
        exact(tf, OutcomeMetric.weights(tf, aligned.first(), sampleWeights));
    Operand<TFloat64> weighted = tf.math.mul(truth, weights);
    Operand<TFloat64> error = tf.math.square(tf.math.sub(truth, exact(tf, aligned.second())));
    Operand<TFloat64> labelCount = tf.dtypes.cast(tf.size(truth), TFloat64.class);
    Operand<TFloat64> sums =
        tf.concat(
            List.of(
                sum(tf, weighted),
                sum(tf, tf.math.mul(truth, weighted)),
                sum(tf, tf.math.mul(error, weights)),
                sum(tf, weights),
                tf.reshape(labelCount, tf.array(1))),
            tf.constant(0));
    // A variance is a small difference of large sums: each goes as a float32 and what that lacks.
    Operand<TFloat32> rounded = tf.dtypes.cast(sums, TFloat32.class);
    Operand<TFloat64> rest = tf.math.sub(sums, exact(tf, rounded));
    return tf.concat(List.of(rounded, tf.dtypes.cast(rest, TFloat32.class)), tf.constant(0));
  }

  private static Operand<TFloat64> exact(Ops tf, Operand<TFloat32> x) {
    return tf.dtypes.cast(x, TFloat64.class);
  }

  private static Operand<TFloat64> sum(Ops tf, Operand<TFloat64> x) {
    return tf.reduceSum(x, tf.constant(0));
  }

  @Override
  public double[] results(double[] parts) {
    double[] sums = new double[parts.length / 2];
    Arrays.setAll(sums, i -> parts[i] + parts[sums.length + i]);
    double labels = sums[sums.length - 1];
    if (labels == 0) {
      return new double[] {0};
    }
    int outputs = sums.length / 4;
    double[] variances = new double[outputs];
    double[] scores = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      double mean = sums[i] / sums[3 * outputs + i];
      variances[i] = sums[outputs + i] - sums[i] * mean;
      double score = 1 - sums[2 * outputs + i] / variances[i];
      scores[i] = Double.isInfinite(score) ? 0 : score;
    }
    double[] aggregated = aggregate(scores, variances);
    boolean adjusted = numRegressors > 0 && labels - numRegressors > 1;
    double factor = adjusted ? (labels - 1) / (labels - numRegressors - 1) : 1;
    Arrays.setAll(aggregated, i -> 1 - (1 - aggregated[i]) * factor);
    return aggregated;
  }

  private double[] aggregate(double[] scores, double[] variances) {
    return switch (classAggregation) {
      case NONE -> scores;
      case UNIFORM_AVERAGE -> new double[] {Arrays.stream(scores).average().orElse(0)};
      case VARIANCE_WEIGHTED_AVERAGE -> {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
          sum += scores[i] * variances[i];
        }
        yield new double[] {sum / Arrays.stream(variances).sum()};
      }
    };
  }

  @Override
  public void options(Options options) {
    super.options(options);
    classAggregation = options.choice("classAggregation", classAggregation);
    numRegressors =
        Ranges.atLeast(0, "numRegressors", options.integer("numRegressors", numRegressors), 0);
  }
}
