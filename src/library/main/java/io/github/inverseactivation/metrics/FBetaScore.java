package io.github.inverseactivation.metrics;

import io.github.inverseactivation.config.Options;
import java.util.Objects;

/**
 * The weighted harmonic mean of precision and recall.
 *
 * <pre>
 * score = (1 + beta^2) * precision * recall / (beta^2 * precision + recall + 1e-7)
 * </pre>
 *
 * <p>There is a score for each class unless {@link #average} says otherwise. The prediction of a
 * sample is its highest one, or all above a {@link #threshold}.
 *
 * <p>Labels, one-hot or of several classes, and predictions have the same shape {@code [n,
 * classes]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new FBetaScore(Average.MACRO, 2));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.FBetaScore}.
 */
public final class FBetaScore extends FScoreMetric<FBetaScore> {

  private double beta = 1;

  /** Creates a metric with a beta of 1. */
  public FBetaScore() {
    super("fbeta_score");
  }

  /**
   * Creates a metric.
   *
   * @param average how the scores of the classes become one, or {@link Average#NONE} for a score of
   *     each
   * @param beta how many times as much recall counts as precision, above 0
   * @throws IllegalArgumentException if it is out of range
   */
  public FBetaScore(Average average, double beta) {
    this();
    this.average = Objects.requireNonNull(average, "average");
    this.beta = checked(beta);
  }

  /**
   * The same metric with another weight of recall.
   *
   * @param beta how many times as much recall counts as precision, above 0; 1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public FBetaScore beta(double beta) {
    return with(copy -> copy.beta = checked(beta));
  }

  @Override
  double recallWeight() {
    return beta;
  }

  private static double checked(double beta) {
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "beta " + beta + " is out of range; expected a finite number above 0, such as 1");
    }
    return beta;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    beta = checked(options.number("beta", beta));
  }
}
