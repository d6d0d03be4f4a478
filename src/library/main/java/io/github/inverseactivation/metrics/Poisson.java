package io.github.inverseactivation.metrics;

/**
 * The mean negative log-likelihood of counts of which predictions are the expected values.
 *
 * <pre>
 * mean(prediction - label * log(prediction + 1e-7))
 * </pre>
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new Poisson());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.Poisson}.
 *
 * @see io.github.inverseactivation.losses.Poisson
 */
public final class Poisson extends LossMetric<Poisson, io.github.inverseactivation.losses.Poisson> {

  /** Creates a metric. */
  public Poisson() {
    super("poisson", new io.github.inverseactivation.losses.Poisson());
  }
}
