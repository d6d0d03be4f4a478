package io.github.inverseactivation.callbacks;

import java.util.Map;

/**
 * Validates with the moving averages of the weights, and on request shows them to other callbacks
 * at the end of each epoch. Training goes on from the weights themselves. The optimizer must keep
 * averages, {@code useEma(true)}.
 *
 * <p>Options and their defaults: {@code swapOnEpoch} false.
 *
 * <pre>{@code
 * model.compile(new Adam(1e-3).useEma(true).emaMomentum(0.999), new MeanSquaredError());
 * model.fit(
 *     data,
 *     Fit.epochs(20)
 *         .validationSplit(0.1)
 *         .callbacks(
 *             new SwapEMAWeights().swapOnEpoch(true),
 *             new ModelCheckpoint("best.keras").saveBestOnly(true)));
 * }</pre>
 *
 * <p>Callbacks that are to see the averages come after this one. A run that ends leaves the
 * averages in the model, with this callback or without it; Keras leaves the weights themselves
 * where it is stopped early with {@code swapOnEpoch}.
 *
 * <p>Errors: an {@link IllegalStateException} from {@code fit} when the optimizer keeps no
 * averages.
 *
 * <p>Source: Keras, {@code keras.callbacks.SwapEMAWeights}.
 */
public final class SwapEMAWeights implements Callback {
  private final boolean swapOnEpoch;

  /** Averages in validation only. */
  public SwapEMAWeights() {
    this(false);
  }

  private SwapEMAWeights(boolean swapOnEpoch) {
    this.swapOnEpoch = swapOnEpoch;
  }

  /**
   * Sets whether the averages stay in the model from the end of an epoch to the beginning of the
   * next, for callbacks that save. Default: false.
   *
   * @param swapOnEpoch whether they stay
   * @return a changed copy
   */
  public SwapEMAWeights swapOnEpoch(boolean swapOnEpoch) {
    return new SwapEMAWeights(swapOnEpoch);
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    context.averages(false);
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    if (swapOnEpoch) {
      context.averages(true);
    }
  }

  @Override
  public void onTestBegin(TrainingContext context) {
    context.averages(true);
  }

  @Override
  public void onTestEnd(TrainingContext context, Map<String, Double> logs) {
    context.averages(false);
  }
}
