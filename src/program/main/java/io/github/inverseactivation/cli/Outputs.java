package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.AtomicFile;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Npz;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Writes and prints predictions, one row for each example. */
final class Outputs {
  private static final int TABLE_ROWS = 10;
  private static final int TABLE_COLUMNS = 10;

  private Outputs() {}

  /** Whether a file of this name can be written. */
  static boolean isKnown(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".npz") || name.endsWith(".csv");
  }

  static void write(Path file, Map<String, Array> outputs) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
      Npz.write(file, outputs);
      return;
    }
    List<Column> columns = columns(outputs);
    int rows = outputs.values().iterator().next().rows();
    AtomicFile.write(
        file,
        out -> {
          Writer writer =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
          line(writer, columns.stream().map(Column::name).toList());
          for (int row = 0; row < rows; row++) {
            int at = row;
            line(writer, columns.stream().map(column -> column.cells().apply(at)).toList());
          }
          writer.flush();
        });
  }

  /** The beginning of the outputs, to be looked at. */
  static String table(Map<String, Array> outputs) {
    StringBuilder text = new StringBuilder();
    outputs.forEach(
        (name, array) -> {
          text.append(name).append(": ").append(array.dtype()).append(' ');
          text.append(Arrays.toString(array.shape())).append('\n');
          List<Column> columns = columns(Map.of(name, array));
          int rows = Math.min(array.rows(), TABLE_ROWS);
          int shown = Math.min(columns.size(), TABLE_COLUMNS);
          for (int row = 0; row < rows; row++) {
            text.append(String.format(Locale.ROOT, "%6d:", row));
            for (Column column : columns.subList(0, shown)) {
              text.append(String.format(Locale.ROOT, " %10s", column.brief().apply(row)));
            }
            text.append(shown < columns.size() ? " ...\n" : "\n");
          }
          if (rows < array.rows()) {
            text.append("   ... ").append(array.rows() - rows).append(" more rows\n");
          }
        });
    return text.toString();
  }

  /** One number of every example: in full, and as it fits a table. */
  private record Column(String name, IntFunction<String> cells, IntFunction<String> brief) {}

  /** {@code output_0} for a single number, {@code output_0[3]} for one of several. */
  private static List<Column> columns(Map<String, Array> outputs) {
    List<Column> columns = new ArrayList<>();
    outputs.forEach(
        (name, array) -> {
          int width = array.rows() == 0 ? 0 : array.size() / array.rows();
          IntFunction<String> cells = cells(array);
          IntFunction<String> brief = brief(array, cells);
          for (int i = 0; i < width; i++) {
            int at = i;
            columns.add(
                new Column(
                    width == 1 ? name : name + "[" + i + "]",
                    row -> cells.apply(row * width + at),
                    row -> brief.apply(row * width + at)));
          }
        });
    return columns;
  }

  private static IntFunction<String> cells(Array array) {
    if (array.dtype() == DType.STRING) {
      String[] texts = array.strings();
      return i -> texts[i];
    }
    if (array.dtype() == DType.FLOAT64) {
      double[] numbers = array.doubles();
      return i -> Double.toString(numbers[i]);
    }
    if (array.dtype().isFloating()) {
      float[] numbers = array.floats();
      return i -> Float.toString(numbers[i]);
    }
    long[] numbers = array.longs();
    return i -> Long.toString(numbers[i]);
  }

  private static IntFunction<String> brief(Array array, IntFunction<String> cells) {
    if (!array.dtype().isFloating()) {
      return cells;
    }
    double[] numbers = array.doubles();
    return i -> String.format(Locale.ROOT, "%.4g", numbers[i]);
  }

  private static void line(Writer writer, List<String> cells) throws IOException {
    String separator = "";
    for (String cell : cells) {
      boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      writer.write(separator);
      writer.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      separator = ",";
    }
    writer.write('\n');
  }
}
