package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends training when a number has stopped to get better.
 *
 * <pre>{@code
 * Callback stopping = new EarlyStopping().patience(3).restoreBestWeights(true);
 * model.fit(data, Fit.epochs(100).validationSplit(0.1).callbacks(stopping));
 * }</pre>
 *
 * <p>An epoch is better than the best before it if its number is better by more than {@code
 * minDelta}. Training ends after {@code patience} epochs that are not, counted again from 0 at each
 * better epoch that also beats the {@code baseline}, where there is one; never after the first
 * epoch. A value that is not a number is never better.
 *
 * <p>Immutable settings, to be used for one run at a time; every wither returns a changed copy.
 *
 * <p>Source: Keras, {@code callbacks/early_stopping.py}.
 */
public final class EarlyStopping implements Callback, Cloneable {
  private static final String BEST_WEIGHTS = "bestWeights/";

  private Monitor monitor = Monitor.of(0);
  private int patience;
  private Double baseline;
  private boolean restoreBestWeights;
  private int startFromEpoch;

  private int wait;
  private double best = Monitor.NONE;
  private int bestEpoch;
  private int stoppedEpoch;
  private List<Array> bestWeights;

  /** Watches {@code val_loss} and stops at the first epoch that is no better. */
  public EarlyStopping() {}

  /**
   * Sets what is watched. Default: {@code val_loss}.
   *
   * @param name a key of the logs
   * @return a changed copy
   */
  public EarlyStopping monitor(String name) {
    return with(copy -> copy.monitor = monitor.name(name));
  }

  /**
   * Sets which way is better. Default: {@link MonitorMode#AUTO}.
   *
   * @param mode the direction
   * @return a changed copy
   */
  public EarlyStopping mode(MonitorMode mode) {
    return with(copy -> copy.monitor = monitor.mode(mode));
  }

  /**
   * Sets the least change that counts as better. Default: 0.
   *
   * @param minDelta a number; its sign does not matter
   * @return a changed copy
   */
  public EarlyStopping minDelta(double minDelta) {
    return with(copy -> copy.monitor = monitor.minDelta(minDelta));
  }

  /**
   * Sets how many epochs may go by without a better one. Default: 0, which is as 1.
   *
   * @param patience at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public EarlyStopping patience(int patience) {
    Ranges.atLeastZero("patience", patience);
    return with(copy -> copy.patience = patience);
  }

  /**
   * Sets what an epoch must beat for the count to begin again. Default: nothing.
   *
   * @param baseline a number
   * @return a changed copy
   */
  public EarlyStopping baseline(double baseline) {
    return with(copy -> copy.baseline = baseline);
  }

  /**
   * Goes back to the weights of the best epoch when training ends, also when it was not stopped.
   * Default: false.
   *
   * @param restoreBestWeights whether to go back
   * @return a changed copy
   */
  public EarlyStopping restoreBestWeights(boolean restoreBestWeights) {
    return with(copy -> copy.restoreBestWeights = restoreBestWeights);
  }

  /**
   * Sets the first epoch that is looked at. Default: 0.
   *
   * @param startFromEpoch its number, at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public EarlyStopping startFromEpoch(int startFromEpoch) {
    Ranges.atLeastZero("startFromEpoch", startFromEpoch);
    return with(copy -> copy.startFromEpoch = startFromEpoch);
  }

  /**
   * The epoch after which training was stopped.
   *
   * @return its number, from 0; 0 if training was not stopped
   */
  public int stoppedEpoch() {
    return stoppedEpoch;
  }

  /**
   * The best epoch.
   *
   * @return its number, from 0
   */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    wait = 0;
    best = Monitor.NONE;
    bestEpoch = 0;
    stoppedEpoch = 0;
    bestWeights = null;
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    Double value = monitor.value(logs);
    if (value == null || epoch < startFromEpoch) {
      return;
    }
    boolean better = monitor.isImprovement(context, value, best);
    if (better || bestWeights == null) {
      bestEpoch = better || restoreBestWeights ? epoch : bestEpoch;
      bestWeights = restoreBestWeights ? context.weights() : null;
    }
    wait++;
    if (better) {
      best = value;
      if (baseline == null || monitor.isImprovement(context, value, baseline)) {
        wait = 0;
      }
    } else if (wait >= patience && epoch > 0) {
      stoppedEpoch = epoch;
      context.stop();
    }
  }

  @Override
  public void onTrainEnd(TrainingContext context, Map<String, Double> logs) {
    if (bestWeights != null) {
      context.weights(bestWeights);
    }
  }

  @Override
  public Map<String, Array> state() {
    Map<String, Array> state = new LinkedHashMap<>();
    state.put("wait", States.of((long) wait));
    state.put("best", States.of(best));
    state.put("bestEpoch", States.of((long) bestEpoch));
    state.put("stoppedEpoch", States.of((long) stoppedEpoch));
    for (int i = 0; bestWeights != null && i < bestWeights.size(); i++) {
      state.put(BEST_WEIGHTS + i, bestWeights.get(i));
    }
    return state;
  }

  @Override
  public void restore(Map<String, Array> state) {
    wait = States.integer(state, "wait");
    best = States.number(state, "best");
    bestEpoch = States.integer(state, "bestEpoch");
    stoppedEpoch = States.integer(state, "stoppedEpoch");
    List<Array> weights = States.list(state, BEST_WEIGHTS);
    bestWeights = weights.isEmpty() ? null : weights;
  }

  private EarlyStopping with(Consumer<EarlyStopping> change) {
    try {
      EarlyStopping copy = (EarlyStopping) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
