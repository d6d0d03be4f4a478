package io.github.inverseactivation.metrics;

import io.github.inverseactivation.losses.LogCosh;

/**
 * The mean of the logarithm of the hyperbolic cosine of differences.
 *
 * <pre>
 * mean(log(cosh(prediction - label)))
 * </pre>
 *
 * <p>Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go with
 * predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new LogCoshError());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.LogCoshError}.
 *
 * @see io.github.inverseactivation.losses.LogCosh
 */
public final class LogCoshError extends LossMetric<LogCoshError, LogCosh> {

  /** Creates a metric. */
  public LogCoshError() {
    super("logcosh", new LogCosh());
  }
}
