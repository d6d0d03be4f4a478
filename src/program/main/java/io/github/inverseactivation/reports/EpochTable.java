package io.github.inverseactivation.reports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of each epoch by name.
 *
 * @param epochs the epochs' numbers, from 0
 * @param columns one number for each epoch, NaN where there is none
 */
record EpochTable(double[] epochs, Map<String, double[]> columns) {
  private static final String EPOCH = "epoch";
  private static final int MAX_EPOCHS = 1_000_000;
  private static final int MAX_FIELD = 1 << 16;

  static EpochTable of(History history) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    int rows = history.epochs().size();
    for (String key : history.keys()) {
      List<Double> values = history.get(key);
      double[] column = new double[rows];
      for (int i = 0; i < rows; i++) {
        // What began late, such as a metric of a second run, stands at the last epochs.
        int at = i - (rows - values.size());
        column[i] = at < 0 ? Double.NaN : values.get(at);
      }
      columns.put(key, column);
    }
    return new EpochTable(
        history.epochs().stream().mapToDouble(Integer::doubleValue).toArray(), columns);
  }

  /** The table of a file such as {@code CSVLogger} and {@code train} write it. */
  static EpochTable read(Path csv) throws IOException {
    List<double[]> rows = new ArrayList<>();
    List<String> header = null;
    try (CloseableIterator<CsvRecord> records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(MAX_FIELD)
            .ofCsvRecord(csv)
            .iterator()) {
      while (records.hasNext()) {
        CsvRecord line = records.next();
        if (header == null) {
          header = header(csv, line);
        } else if (rows.size() == MAX_EPOCHS) {
          throw new FormatException(csv + ": more than " + MAX_EPOCHS + " epochs");
        } else {
          rows.add(row(csv, line, header));
        }
      }
    } catch (CsvParseException e) {
      throw new FormatException(csv + ": " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new FormatException(csv + ": no epochs, expected one line for each");
    }
    double[] epochs = column(rows, header.indexOf(EPOCH));
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (i != header.indexOf(EPOCH)) {
        columns.put(header.get(i), column(rows, i));
      }
    }
    return new EpochTable(epochs, columns);
  }

  private static List<String> header(Path csv, CsvRecord line) {
    List<String> names = line.getFields();
    if (!names.contains(EPOCH) || new HashSet<>(names).size() != names.size()) {
      throw new FormatException(
          csv + ": expected a first line with the columns' names, 'epoch' among them, each once");
    }
    return names;
  }

  private static double[] row(Path csv, CsvRecord line, List<String> header) {
    String place = csv + ": line " + line.getStartingLineNumber();
    if (line.getFieldCount() != header.size()) {
      throw new FormatException(
          place + " has " + line.getFieldCount() + " fields, expected " + header.size());
    }
    double[] numbers = new double[header.size()];
    for (int i = 0; i < numbers.length; i++) {
      String text = line.getField(i).strip();
      numbers[i] =
          switch (text) {
            case "", "NA", "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> number(place, header.get(i), text);
          };
    }
    return numbers;
  }

  private static double number(String place, String column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
      throw new FormatException(
          place + ", column '" + column + "': expected a number, found '" + shown + "'", e);
    }
  }

  private static double[] column(List<double[]> rows, int index) {
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }
}
