package io.github.inverseactivation.metrics;

/**
 * The mean hinge loss of one-hot labels.
 *
 * <pre>
 * mean(max(max((1 - label) * prediction) - sum(label * prediction) + 1, 0))
 * </pre>
 *
 * <p>Labels and predictions have the same shape {@code [n, ..., classes]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new CategoricalHinge());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.CategoricalHinge}.
 *
 * @see io.github.inverseactivation.losses.CategoricalHinge
 */
public final class CategoricalHinge
    extends LossMetric<CategoricalHinge, io.github.inverseactivation.losses.CategoricalHinge> {

  /** Creates a metric. */
  public CategoricalHinge() {
    super("categorical_hinge", new io.github.inverseactivation.losses.CategoricalHinge());
  }
}
