package io.github.inverseactivation.metrics;

/**
 * The mean cosine of the angle between labels and predictions: 1 for the same direction, 0 for
 * orthogonal ones, -1 for opposite ones.
 *
 * <pre>
 * mean(sum(label / |label| * prediction / |prediction|))
 * </pre>
 *
 * <p>The sum and the lengths are over the last dimension. A vector of zeros is orthogonal to every
 * other. Labels and predictions have the shape {@code [n, ..., d]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new CosineSimilarity());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.CosineSimilarity}.
 *
 * @see io.github.inverseactivation.losses.CosineSimilarity
 */
public final class CosineSimilarity
    extends LossMetric<CosineSimilarity, io.github.inverseactivation.losses.CosineSimilarity> {

  /** Creates a metric. */
  public CosineSimilarity() {
    super("cosine_similarity", new io.github.inverseactivation.losses.CosineSimilarity());
  }

  /**
   * The same metric of vectors along another axis.
   *
   * @param axis the axis, counted from the end where negative; -1 by default
   * @return the changed copy
   */
  public CosineSimilarity axis(int axis) {
    return withLoss(loss -> loss.axis(axis));
  }

  @Override
  protected double finish(double mean) {
    return 0 - mean; // the loss is the negative cosine
  }
}
