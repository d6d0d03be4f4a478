package io.github.inverseactivation.metrics;

/**
 * The mean of Kullback and Leibler's divergence of predicted distributions from true ones.
 *
 * <pre>
 * mean(sum(label * log(label / prediction)))
 * </pre>
 *
 * <p>Probabilities are clipped to [1e-7, 1]. Labels and predictions have the same shape {@code [n,
 * ..., classes]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new KLDivergence());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.KLDivergence}.
 *
 * @see io.github.inverseactivation.losses.KLDivergence
 */
public final class KLDivergence
    extends LossMetric<KLDivergence, io.github.inverseactivation.losses.KLDivergence> {

  /** Creates a metric. */
  public KLDivergence() {
    super("kl_divergence", new io.github.inverseactivation.losses.KLDivergence());
  }
}
