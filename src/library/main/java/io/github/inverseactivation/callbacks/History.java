package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each epoch's logs held: what {@code fit} returns.
 *
 * <pre>{@code
 * History history = model.fit(data, Fit.epochs(5));
 * List<Double> losses = history.get("loss");
 * double accuracy = history.last("val_sparse_categorical_accuracy");
 * }</pre>
 */
public final class History implements Callback {
  private final List<Integer> epochs = new ArrayList<>();
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  /** A history without epochs. */
  public History() {}

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    epochs.add(epoch);
    logs.forEach((key, value) -> values.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
  }

  @Override
  public Map<String, Array> state() {
    Map<String, Array> state = new LinkedHashMap<>();
    state.put("epochs", Array.of(epochs.stream().mapToInt(Integer::intValue).toArray()));
    values.forEach(
        (key, list) ->
            state.put(
                "values/" + key,
                Array.of(list.stream().mapToDouble(Double::doubleValue).toArray())));
    return state;
  }

  @Override
  public void restore(Map<String, Array> state) {
    epochs.clear();
    values.clear();
    state.forEach(
        (name, array) -> {
          if (name.equals("epochs")) {
            Arrays.stream(array.longs()).forEach(epoch -> epochs.add((int) epoch));
          } else if (name.startsWith("values/")) {
            List<Double> list = new ArrayList<>();
            Arrays.stream(array.doubles()).forEach(list::add);
            values.put(name.substring("values/".length()), list);
          }
        });
  }

  /**
   * The epochs that ended.
   *
   * @return their numbers, from 0
   */
  public List<Integer> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /**
   * What is recorded.
   *
   * @return {@code loss}, the metrics' names, and both with {@code val_} before them
   */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /**
   * One number per epoch.
   *
   * @param key one of {@link #keys}
   * @return its values, the first epoch's first
   * @throws IllegalArgumentException if nothing of that name is recorded
   */
  public List<Double> get(String key) {
    List<Double> found = values.get(key);
    if (found == null) {
      throw new IllegalArgumentException("no '" + key + "' in the history, found " + keys());
    }
    return Collections.unmodifiableList(found);
  }

  /**
   * The last epoch's number.
   *
   * @param key one of {@link #keys}
   * @return its last value
   * @throws IllegalArgumentException if nothing of that name is recorded
   */
  public double last(String key) {
    List<Double> found = get(key);
    return found.get(found.size() - 1);
  }
}
