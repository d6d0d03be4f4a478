package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a run that was interrupted, by whatever means, go on when the same program is started again,
 * to the same result to the last digit.
 *
 * <pre>{@code
 * model.fit(data, Fit.epochs(100).callbacks(new BackupAndRestore(Path.of("backup"))));
 * }</pre>
 *
 * <p>After each epoch, or every so many batches, one file takes weights, optimizer, the place in
 * the data, the model's seed, the sums of the metrics, the history, and what the other callbacks
 * remember. It is written under another name, forced to the disk, read again and compared with its
 * SHA-256, and then moved to its place. The last two are kept, or as many as {@link #keep} says,
 * and where the newest is damaged the one before it is taken, with a warning. A file is an NPZ
 * archive, which {@code numpy.load} reads.
 *
 * <p>A state whose loss or weights are no numbers is never written. When training ends, the files
 * are deleted; they stay when it ends by an exception or with a loss that is no number. With {@link
 * #deleteCheckpoint} they stay always, and a program that is started again after the end gets the
 * result without training.
 *
 * <p>This callback is told what happens after all others, wherever it stands among them. The folder
 * is for one run: a state of another model or other data is refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Immutable settings, to be used for one run at a time; every wither returns a changed copy.
 *
 * <p>Source: Keras, {@code callbacks/backup_and_restore.py}, which keeps weights and epoch in two
 * files, and neither seeds nor callbacks.
 */
public final class BackupAndRestore implements Callback, Cloneable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupAndRestore.class);

  private final Path folder;
  private Generations generations;
  private int saveFreq;
  private boolean deleteCheckpoint = true;

  private BatchCounter counter = new BatchCounter(0);
  private int epoch;
  private volatile boolean stopping;

  /**
   * Backs up after each epoch.
   *
   * @param backupDir the folder where to; made if it is not there
   */
  public BackupAndRestore(Path backupDir) {
    this(backupDir, Storage.DISK);
  }

  BackupAndRestore(Path folder, Storage storage) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.generations = new Generations(folder, storage);
  }

  /**
   * Backs up after so many batches, whatever the epoch, instead of after each epoch.
   *
   * @param batches the number of batches, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public BackupAndRestore saveFreq(int batches) {
    Ranges.atLeastOne("saveFreq", batches);
    return with(copy -> copy.saveFreq = batches);
  }

  /**
   * Keeps so many of the last files, so that a damaged one costs no more than the steps since the
   * one before. Default: 2.
   *
   * @param files the number of files, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public BackupAndRestore keep(int files) {
    Ranges.atLeastOne("keep", files);
    return with(copy -> copy.generations = generations.keep(files));
  }

  /**
   * Deletes the files when training has ended. Default: true.
   *
   * @param deleteCheckpoint whether to delete them
   * @return a changed copy
   */
  public BackupAndRestore deleteCheckpoint(boolean deleteCheckpoint) {
    return with(copy -> copy.deleteCheckpoint = deleteCheckpoint);
  }

  /**
   * Asks the run to back up after the present batch, and then to end with a {@link
   * CancellationException}. May be called from any thread, a shutdown hook for example.
   */
  public void saveAndStop() {
    stopping = true;
  }

  /**
   * Deletes the files, for programs that have brought the result of a run to safety.
   *
   * @throws IOException if a file cannot be deleted
   */
  public void delete() throws IOException {
    generations.delete();
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    counter = new BatchCounter(saveFreq);
    epoch = 0;
    try {
      generations
          .newest()
          .ifPresent(
              state -> {
                context.restore(state);
                LOG.debug("training goes on after step {}, from {}", context.iteration(), folder);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onEpochBegin(TrainingContext context, int number) {
    epoch = number;
  }

  @Override
  public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
    if (counter.isDue(batch) || stopping) {
      save(context, logs);
    }
    endIfAsked(", batch " + (batch + 1));
  }

  @Override
  public void onEpochEnd(TrainingContext context, int number, Map<String, Double> logs) {
    if (saveFreq == 0 || stopping) {
      save(context, logs);
    }
    endIfAsked(", its end");
  }

  private void endIfAsked(String place) {
    if (stopping) {
      stopping = false;
      throw new CancellationException(
          "training was stopped at epoch " + (epoch + 1) + place + "; it can go on from " + folder);
    }
  }

  @Override
  public void onTrainEnd(TrainingContext context, Map<String, Double> logs) {
    try {
      if (deleteCheckpoint && isFinite(logs)) {
        generations.delete();
      } else if (!deleteCheckpoint) {
        save(context, logs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void save(TrainingContext context, Map<String, Double> logs) {
    try {
      if (isFinite(logs) && States.areFinite(context.weights())) {
        generations.add(context.state());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFinite(Map<String, Double> logs) {
    Double loss = logs.get("loss");
    return loss == null || Double.isFinite(loss);
  }

  @Override
  public Map<String, Array> state() {
    return Map.of("batches", States.of(counter.state()));
  }

  @Override
  public void restore(Map<String, Array> state) {
    counter.set(States.whole(state, "batches"));
  }

  private BackupAndRestore with(Consumer<BackupAndRestore> change) {
    try {
      BackupAndRestore copy = (BackupAndRestore) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
