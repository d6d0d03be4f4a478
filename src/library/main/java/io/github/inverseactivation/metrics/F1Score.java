package io.github.inverseactivation.metrics;

/**
 * The harmonic mean of precision and recall.
 *
 * <pre>
 * score = 2 * precision * recall / (precision + recall + 1e-7)
 * </pre>
 *
 * <p>There is a score for each class unless {@link #average} says otherwise. The prediction of a
 * sample is its highest one, or all above a {@link #threshold}.
 *
 * <p>Labels, one-hot or of several classes, and predictions have the same shape {@code [n,
 * classes]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new F1Score().average(Average.MACRO));
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.F1Score}.
 */
public final class F1Score extends FScoreMetric<F1Score> {

  /** Creates a metric. */
  public F1Score() {
    super("f1_score");
  }

  @Override
  double recallWeight() {
    return 1;
  }
}
