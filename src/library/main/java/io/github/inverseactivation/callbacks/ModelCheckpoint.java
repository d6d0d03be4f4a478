package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the model, or its weights, as training goes on.
 *
 * <pre>{@code
 * Callback best = new ModelCheckpoint("best.keras").saveBestOnly(true);
 * Callback all = new ModelCheckpoint("all/{epoch:02d}-{val_loss:.2f}.weights.h5");
 * model.fit(data, Fit.epochs(20).validationSplit(0.1).callbacks(best, all));
 * }</pre>
 *
 * <p>The file's name may ask for {@code epoch} and {@code batch}, both from 1, and for what is in
 * the logs, in Python's way: {@code {epoch:02d}}, {@code {val_loss:.4f}}. A name that ends in
 * {@code .keras} takes the whole model with the state of training, one in {@code .weights.h5} the
 * weights alone. Each file is written whole or not at all, and folders are made.
 *
 * <p>A model whose loss or weights are no numbers is never saved, so it replaces no better one.
 *
 * <p>Immutable settings, to be used for one run at a time; every wither returns a changed copy.
 *
 * <p>Source: Keras, {@code callbacks/model_checkpoint.py}; {@code save_weights_only} is said by the
 * file's name.
 */
public final class ModelCheckpoint implements Callback, Cloneable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCheckpoint.class);

  private final FileTemplate file;
  private Monitor monitor = Monitor.of(0);
  private boolean saveBestOnly;
  private int saveFreq;

  private BatchCounter counter = new BatchCounter(0);
  private double best = Monitor.NONE;
  private int epoch;

  /**
   * Saves after every epoch.
   *
   * @param filepath the file, whose name may have places for numbers
   * @throws IllegalArgumentException if the name does not end in {@code .keras} or {@code
   *     .weights.h5}, or has a place that is not understood
   */
  public ModelCheckpoint(String filepath) {
    if (!filepath.endsWith(".keras") && !filepath.endsWith(".weights.h5")) {
      throw new IllegalArgumentException(
          "the file must end in .keras for a model or .weights.h5 for its weights, not "
              + filepath);
    }
    this.file = new FileTemplate(filepath);
  }

  /**
   * Saves after every epoch.
   *
   * @param filepath the file, whose name may have places for numbers
   * @throws IllegalArgumentException if the name does not end in {@code .keras} or {@code
   *     .weights.h5}, or has a place that is not understood
   */
  public ModelCheckpoint(Path filepath) {
    this(filepath.toString());
  }

  /**
   * Sets what is watched. Default: {@code val_loss}.
   *
   * @param name a key of the logs
   * @return a changed copy
   */
  public ModelCheckpoint monitor(String name) {
    return with(copy -> copy.monitor = monitor.name(name));
  }

  /**
   * Sets which way is better. Default: {@link MonitorMode#AUTO}.
   *
   * @param mode the direction
   * @return a changed copy
   */
  public ModelCheckpoint mode(MonitorMode mode) {
    return with(copy -> copy.monitor = monitor.mode(mode));
  }

  /**
   * Saves only if what is watched has become better. Default: false.
   *
   * @param saveBestOnly whether to save only then
   * @return a changed copy
   */
  public ModelCheckpoint saveBestOnly(boolean saveBestOnly) {
    return with(copy -> copy.saveBestOnly = saveBestOnly);
  }

  /**
   * Saves after so many batches, whatever the epoch, instead of after each epoch.
   *
   * @param batches the number of batches, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ModelCheckpoint saveFreq(int batches) {
    Ranges.atLeastOne("saveFreq", batches);
    return with(copy -> copy.saveFreq = batches);
  }

  /**
   * Sets what the first saved model must beat, with {@link #saveBestOnly}. Default: nothing.
   *
   * @param threshold a number
   * @return a changed copy
   */
  public ModelCheckpoint initialValueThreshold(double threshold) {
    return with(copy -> copy.best = threshold);
  }

  @Override
  public void onEpochBegin(TrainingContext context, int number) {
    epoch = number;
  }

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    if (counter.isDue(batch)) {
      save(context, Map.of("epoch", epoch + 1, "batch", batch + 1), logs);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int number, Map<String, Double> logs) {
    if (saveFreq == 0) {
      save(context, Map.of("epoch", number + 1), logs);
    }
  }

  private void save(TrainingContext context, Map<String, Integer> at, Map<String, Double> logs) {
    Path path = Path.of(file.fill(at, logs));
    Double loss = logs.get("loss");
    if (saveBestOnly && !isBest(context, logs)) {
      return;
    }
    if ((loss != null && !Double.isFinite(loss)) || !States.areFinite(context.weights())) {
      LOG.warn("loss or weights are no numbers: {} is not written", path);
      return;
    }
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      context.save(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also true where what is watched is missing, as in Keras. */
  private boolean isBest(TrainingContext context, Map<String, Double> logs) {
    Double value = monitor.value(logs);
    if (value == null) {
      return true;
    }
    boolean better = monitor.isImprovement(context, value, best);
    best = better ? value : best;
    return better;
  }

  @Override
  public Map<String, Array> state() {
    return Map.of("best", States.of(best), "batches", States.of(counter.state()));
  }

  @Override
  public void restore(Map<String, Array> state) {
    best = States.number(state, "best");
    counter.set(States.whole(state, "batches"));
  }

  private ModelCheckpoint with(Consumer<ModelCheckpoint> change) {
    try {
      ModelCheckpoint copy = (ModelCheckpoint) clone();
      change.accept(copy);
      copy.counter = new BatchCounter(copy.saveFreq);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
