package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.util.Map;

/**
 * Watches training. Every method does nothing unless it is overridden.
 *
 * <p>The order of events is Keras's: training begins; each epoch begins, its batches begin and end,
 * validation begins and ends where there is any, the epoch ends; training ends. The logs of a batch
 * are running values over the epoch so far; those of an epoch hold {@code val_*} too.
 *
 * <p>A callback whose later decisions depend on what it has seen says so in {@link #state}, so that
 * a run that was interrupted goes on as it would have. A {@link BackupAndRestore} is told of each
 * event after all others.
 *
 * <p>Source: Keras, {@code keras.callbacks.Callback}.
 */
public interface Callback {

  /**
   * Training begins.
   *
   * @param context the run
   */
  default void onTrainBegin(TrainingContext context) {}

  /**
   * An epoch begins.
   *
   * @param context the run
   * @param epoch its number, from 0
   */
  default void onEpochBegin(TrainingContext context, int epoch) {}

  /**
   * A batch begins.
   *
   * @param context the run
   * @param batch its number within the epoch, from 0
   */
  default void onBatchBegin(TrainingContext context, int batch) {}

  /**
   * A batch ends.
   *
   * @param context the run
   * @param batch its number within the epoch, from 0
   * @param logs running loss and metrics of the epoch
   */
  default void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {}

  /**
   * Validation begins.
   *
   * @param context the run
   */
  default void onTestBegin(TrainingContext context) {}

  /**
   * Validation ends.
   *
   * @param context the run
   * @param logs loss and metrics on the validation data, without the prefix {@code val_}
   */
  default void onTestEnd(TrainingContext context, Map<String, Double> logs) {}

  /**
   * An epoch ends.
   *
   * @param context the run
   * @param epoch its number, from 0
   * @param logs loss and metrics of the epoch, and of validation with the prefix {@code val_}; what
   *     is added here is seen by the callbacks after this one and by the history
   */
  default void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {}

  /**
   * Training ends.
   *
   * @param context the run
   * @param logs the last epoch's logs
   */
  default void onTrainEnd(TrainingContext context, Map<String, Double> logs) {}

  /**
   * What this callback has to remember if the run is interrupted, for {@link BackupAndRestore}.
   *
   * @return arrays by name; nothing by default
   */
  default Map<String, Array> state() {
    return Map.of();
  }

  /**
   * Remembers. Called after {@link #onTrainBegin} in a run that goes on, and, where it goes on
   * within an epoch, once more after {@link #onEpochBegin}.
   *
   * @param state what {@link #state} gave
   */
  default void restore(Map<String, Array> state) {}
}
