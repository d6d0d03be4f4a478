package io.github.inverseactivation.metrics;

/**
 * The mean squared hinge loss of binary labels.
 *
 * <pre>
 * mean(max(1 - label * prediction, 0)^2)
 * </pre>
 *
 * <p>Labels are -1 or 1; if all labels of a batch are 0 or 1, 0 stands for -1. Labels and
 * predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n,
 * 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new SquaredHinge());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.SquaredHinge}.
 *
 * @see io.github.inverseactivation.losses.SquaredHinge
 */
public final class SquaredHinge
    extends LossMetric<SquaredHinge, io.github.inverseactivation.losses.SquaredHinge> {

  /** Creates a metric. */
  public SquaredHinge() {
    super("squared_hinge", new io.github.inverseactivation.losses.SquaredHinge());
  }
}
