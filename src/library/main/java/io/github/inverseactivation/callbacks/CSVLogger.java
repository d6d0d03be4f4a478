package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes each epoch's logs as a line of a CSV file: {@code epoch}, from 0, then the logs in
 * alphabetical order. The first epoch decides about the columns; without validation there are empty
 * ones for it, which say {@code NA}. Byte for byte what Keras writes.
 *
 * <pre>{@code
 * model.fit(data, Fit.epochs(5).callbacks(new CSVLogger(Path.of("history.csv"))));
 * }</pre>
 *
 * <p>A run that goes on from a {@link BackupAndRestore} cuts the file off where the backup was made
 * and goes on from there.
 *
 * <p>Immutable settings, to be used for one run at a time; every wither returns a changed copy.
 *
 * <p>Source: Keras, {@code callbacks/csv_logger.py}.
 */
public final class CSVLogger implements Callback, Cloneable {
  private static final String NEW_LINE = "\r\n";

  private final Path file;
  private String separator = ",";
  private boolean append;

  private List<String> keys;
  private long length;

  /**
   * Writes a file, in place of what is there.
   *
   * @param filename the file; its folder must exist
   */
  public CSVLogger(Path filename) {
    this.file = Objects.requireNonNull(filename, "filename");
  }

  /**
   * Sets what stands between two values. Default: a comma.
   *
   * @param separator one character
   * @return a changed copy
   * @throws IllegalArgumentException if it is not one character, or one that ends lines or quotes
   */
  public CSVLogger separator(String separator) {
    if (separator.length() != 1 || "\r\n\"".contains(separator)) {
      throw new IllegalArgumentException(
          "the separator must be one character such as ',' or ';', not '" + separator + "'");
    }
    return with(copy -> copy.separator = separator);
  }

  /**
   * Writes behind what is in the file. Default: false, what is there is replaced.
   *
   * @param append whether to keep what is there
   * @return a changed copy
   */
  public CSVLogger append(boolean append) {
    return with(copy -> copy.append = append);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    keys = null;
    length = -1;
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    if (length < 0) {
      length = 0;
      if (append && Files.exists(file)) {
        length = size();
      }
    }
    write("");
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    StringBuilder text = new StringBuilder();
    if (keys == null) {
      keys = columns(logs);
      if (length == 0) {
        text.append("epoch");
        keys.forEach(key -> text.append(separator).append(quoted(key)));
        text.append(NEW_LINE);
      }
    }
    text.append(epoch);
    for (String key : keys) {
      Double value = logs.get(key);
      text.append(separator).append(quoted(value == null ? "NA" : PythonText.of(value)));
    }
    write(text.append(NEW_LINE).toString());
  }

  private static List<String> columns(Map<String, Double> logs) {
    List<String> columns = new ArrayList<>(new TreeSet<>(logs.keySet()));
    if (columns.stream().noneMatch(key -> key.startsWith("val_"))) {
      List<String> validation = columns.stream().map(key -> "val_" + key).toList();
      columns.addAll(validation);
    }
    return columns;
  }

  private String quoted(String text) {
    boolean special =
        text.contains(separator)
            || text.contains("\"")
            || text.contains("\n")
            || text.contains("\r");
    return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes at the end of what is known, and cuts off anything behind it. */
  private void write(String text) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      channel.position(Math.min(length, channel.size()));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      length = channel.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, Array> state() {
    Map<String, Array> state = new LinkedHashMap<>();
    state.put("length", States.of(length));
    if (keys != null) {
      state.put("keys", Array.ofStrings(keys.toArray(String[]::new)));
    }
    return state;
  }

  @Override
  public void restore(Map<String, Array> state) {
    length = States.whole(state, "length");
    Array stored = state.get("keys");
    keys = stored == null ? null : Arrays.stream(stored.strings()).collect(Collectors.toList());
  }

  private CSVLogger with(Consumer<CSVLogger> change) {
    try {
      CSVLogger copy = (CSVLogger) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
