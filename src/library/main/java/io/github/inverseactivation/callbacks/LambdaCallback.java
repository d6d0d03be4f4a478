package io.github.inverseactivation.callbacks;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A callback made of functions. Immutable; every wither returns a changed copy.
 *
 * <pre>{@code
 * Callback printing =
 *     new LambdaCallback()
 *         .onEpochEnd((context, epoch, logs) -> System.out.println(epoch + " " + logs));
 * model.fit(data, Fit.epochs(5).callbacks(printing));
 * }</pre>
 *
 * <p>Source: Keras, {@code callbacks/lambda_callback.py}.
 */
public final class LambdaCallback implements Callback, Cloneable {
  private Consumer<TrainingContext> trainBegin = context -> {};
  private Begin epochBegin = (context, number) -> {};
  private Begin batchBegin = (context, number) -> {};
  private End batchEnd = (context, number, logs) -> {};
  private End epochEnd = (context, number, logs) -> {};
  private Consumer<Map<String, Double>> trainEnd = logs -> {};

  /** What to do when an epoch or a batch begins. */
  @FunctionalInterface
  public interface Begin {

    /**
     * An epoch or a batch begins.
     *
     * @param context the run
     * @param number the number of the epoch or batch, from 0
     */
    void begin(TrainingContext context, int number);
  }

  /** What to do when an epoch or a batch ends. */
  @FunctionalInterface
  public interface End {

    /**
     * An epoch or a batch ends.
     *
     * @param context the run
     * @param number the number of the epoch or batch, from 0
     * @param logs loss and metrics
     */
    void end(TrainingContext context, int number, Map<String, Double> logs);
  }

  /** Does nothing yet. */
  public LambdaCallback() {}

  /**
   * Sets what to do when training begins.
   *
   * @param action takes the run
   * @return a changed copy
   */
  public LambdaCallback onTrainBegin(Consumer<TrainingContext> action) {
    Objects.requireNonNull(action, "action");
    return with(copy -> copy.trainBegin = action);
  }

  /**
   * Sets what to do when an epoch begins.
   *
   * @param action takes the run and the epoch
   * @return a changed copy
   */
  public LambdaCallback onEpochBegin(Begin action) {
    Objects.requireNonNull(action, "action");
    return with(copy -> copy.epochBegin = action);
  }

  /**
   * Sets what to do when a batch begins.
   *
   * @param action takes the run and the batch
   * @return a changed copy
   */
  public LambdaCallback onBatchBegin(Begin action) {
    Objects.requireNonNull(action, "action");
    return with(copy -> copy.batchBegin = action);
  }

  /**
   * Sets what to do when a batch ends.
   *
   * @param action takes the run, the batch and the running values of the epoch
   * @return a changed copy
   */
  public LambdaCallback onBatchEnd(End action) {
    Objects.requireNonNull(action, "action");
    return with(copy -> copy.batchEnd = action);
  }

  /**
   * Sets what to do when an epoch ends.
   *
   * @param action takes the run, the epoch and its logs
   * @return a changed copy
   */
  public LambdaCallback onEpochEnd(End action) {
    Objects.requireNonNull(action, "action");
    return with(copy -> copy.epochEnd = action);
  }

  /**
   * Sets what to do when training ends.
   *
   * @param action takes the last epoch's logs
   * @return a changed copy
   */
  public LambdaCallback onTrainEnd(Consumer<Map<String, Double>> action) {
    Objects.requireNonNull(action, "action");
    return with(copy -> copy.trainEnd = action);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    trainBegin.accept(context);
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    epochBegin.begin(context, epoch);
  }

  @Override
  public void onBatchBegin(TrainingContext context, int batch) {
    batchBegin.begin(context, batch);
  }

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    batchEnd.end(context, batch, logs);
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    epochEnd.end(context, epoch, logs);
  }

  @Override
  public void onTrainEnd(TrainingContext context, Map<String, Double> logs) {
    trainEnd.accept(logs);
  }

  private LambdaCallback with(Consumer<LambdaCallback> change) {
    try {
      LambdaCallback copy = (LambdaCallback) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
