package io.github.inverseactivation.metrics;

/**
 * The mean of squared differences between the logarithms of labels and predictions.
 *
 * <pre>
 * mean((log(1 + prediction) - log(1 + label))^2)
 * </pre>
 *
 * <p>Numbers below 1e-7 count as 1e-7. Labels and predictions have the shape {@code [n, ..., d]};
 * labels {@code [n]} go with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * model.compile(new Adam(), new Huber(), new MeanSquaredLogarithmicError());
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.metrics.MeanSquaredLogarithmicError}.
 *
 * @see io.github.inverseactivation.losses.MeanSquaredLogarithmicError
 */
public final class MeanSquaredLogarithmicError
    extends LossMetric<
        MeanSquaredLogarithmicError,
        io.github.inverseactivation.losses.MeanSquaredLogarithmicError> {

  /** Creates a metric. */
  public MeanSquaredLogarithmicError() {
    super(
        "mean_squared_logarithmic_error",
        new io.github.inverseactivation.losses.MeanSquaredLogarithmicError());
  }
}
