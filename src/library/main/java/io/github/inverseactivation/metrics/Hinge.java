package io.github.inverseactivation.metrics;

/**
 * The mean hinge loss of binary labels.
 *
 * <pre>
 * mean(max(1 - label * prediction, 0))
 * </pre>
 *
 * <p>Labels are -1 or 1; if all labels of a batch are 0 or 1, 0 stands for -1. Labels and
 * predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with predictions {@code [n,
 * 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new Hinge());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.Hinge}.
 *
 * @see io.github.inverseactivation.losses.Hinge
 */
public final class Hinge extends LossMetric<Hinge, io.github.inverseactivation.losses.Hinge> {

  /** Creates a metric. */
  public Hinge() {
    super("hinge", new io.github.inverseactivation.losses.Hinge());
  }
}
