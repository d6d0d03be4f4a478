package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes what TensorBoard shows: losses, metrics and the learning rate as curves, the graph, and
 * histograms of the weights.
 *
 * <pre>{@code
 * Callback board = new TensorBoard(Path.of("logs")).histogramFreq(1);
 * model.fit(data, Fit.epochs(5).validationSplit(0.1).callbacks(board));
 * }</pre>
 *
 * <p>To look at it, {@code tensorboard --logdir logs}. Under the names that Keras gives them, the
 * folder's part {@code train} takes {@code epoch_*} of each epoch, {@code batch_*} of every so many
 * batches, the graph, and a histogram of each weight; {@code validation} takes {@code epoch_*} and
 * {@code evaluation_*_vs_iterations}.
 *
 * <p>Immutable settings, to be used for one run at a time; every wither returns a changed copy.
 *
 * <p>Source: Keras, {@code callbacks/tensorboard.py}.
 */
public final class TensorBoard implements Callback, Cloneable {
  private static final String VALIDATION = "val_";

  private final Path logDir;
  private int histogramFreq;
  private boolean writeGraph = true;
  private int updateFreq;

  private EventFile train;
  private EventFile validation;
  private boolean graphWritten;
  private long batches;

  /**
   * Writes after each epoch.
   *
   * @param logDir the folder; made if it is not there
   */
  public TensorBoard(Path logDir) {
    this.logDir = Objects.requireNonNull(logDir, "logDir");
  }

  /**
   * Sets after how many epochs histograms of the weights are written. Default: 0, never.
   *
   * @param epochs at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public TensorBoard histogramFreq(int epochs) {
    Ranges.atLeastZero("histogramFreq", epochs);
    return with(copy -> copy.histogramFreq = epochs);
  }

  /**
   * Sets whether the graph is written. Default: true.
   *
   * @param writeGraph whether to write it
   * @return a changed copy
   */
  public TensorBoard writeGraph(boolean writeGraph) {
    return with(copy -> copy.writeGraph = writeGraph);
  }

  /**
   * Sets after how many batches the running values of the epoch are written. Default: 0, never.
   *
   * @param batches at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public TensorBoard updateFreq(int batches) {
    Ranges.atLeastZero("updateFreq", batches);
    return with(copy -> copy.updateFreq = batches);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    train = null;
    validation = null;
    graphWritten = false;
    batches = 0;
  }

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    batches++;
    write(
        () -> {
          if (writeGraph && !graphWritten) {
            graphWritten = true;
            train().graph(context.graph());
          }
          if (updateFreq > 0 && batches % updateFreq == 0) {
            train().scalars("batch_", logs, batches);
          }
        });
  }

  @Override
  public void onTestEnd(TrainingContext context, Map<String, Double> logs) {
    Map<String, Double> named = new LinkedHashMap<>();
    logs.forEach((name, value) -> named.put(name + "_vs_iterations", value));
    write(() -> validation().scalars("evaluation_", named, context.iteration()));
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    Map<String, Double> ofTraining = new LinkedHashMap<>();
    Map<String, Double> ofValidation = new LinkedHashMap<>();
    logs.forEach(
        (name, value) -> {
          if (name.startsWith(VALIDATION)) {
            ofValidation.put(name.substring(VALIDATION.length()), value);
          } else {
            ofTraining.put(name, value);
          }
        });
    ofTraining.put("learning_rate", context.learningRate());
    write(
        () -> {
          train().scalars("epoch_", ofTraining, epoch);
          if (!ofValidation.isEmpty()) {
            validation().scalars("epoch_", ofValidation, epoch);
          }
          if (histogramFreq > 0 && epoch % histogramFreq == 0) {
            histograms(context, epoch);
          }
        });
  }

  private void histograms(TrainingContext context, int epoch) throws IOException {
    List<String> names = context.weightNames();
    List<Array> weights = context.weights();
    for (int i = 0; i < names.size(); i++) {
      train().histogram(names.get(i) + "/histogram", weights.get(i).floats(), epoch);
    }
  }

  private EventFile train() throws IOException {
    if (train == null) {
      train = new EventFile(logDir.resolve("train"));
    }
    return train;
  }

  private EventFile validation() throws IOException {
    if (validation == null) {
      validation = new EventFile(logDir.resolve("validation"));
    }
    return validation;
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, Array> state() {
    return Map.of("batches", States.of(batches));
  }

  @Override
  public void restore(Map<String, Array> state) {
    batches = States.whole(state, "batches");
  }

  private TensorBoard with(Consumer<TensorBoard> change) {
    try {
      TensorBoard copy = (TensorBoard) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
