package io.github.inverseactivation.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;

/** Goes over the lines of a table and makes examples of them. */
final class CsvRows extends Lookahead<Example> {
  /** The largest field, in characters. */
  private static final int MAX_FIELD = 1 << 20;

  private final Csv csv;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private final int[] inputs;
  private final int label;

  private CsvRows(Csv csv, CsvReader<CsvRecord> reader) {
    this.csv = csv;
    this.reader = reader;
    this.records = reader.iterator();
    this.header = header();
    this.label = csv.labelName() == null ? -1 : column(csv.labelName());
    this.inputs =
        (csv.selectColumns().isEmpty() ? header : csv.selectColumns())
            .stream().mapToInt(this::column).filter(column -> column != label).toArray();
    if (inputs.length == 0) {
      throw new IllegalArgumentException(
          csv.path() + ": no columns but the label's; the columns are " + header);
    }
  }

  static CsvRows open(Csv csv) {
    try {
      CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .fieldSeparator(csv.fieldDelim())
              .skipEmptyLines(true)
              .detectBomHeader(true)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .maxBufferSize(MAX_FIELD)
              .ofCsvRecord(csv.path());
      try {
        return new CsvRows(csv, reader);
      } catch (RuntimeException e) {
        reader.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(csv.path() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private List<String> header() {
    if (!csv.columnNames().isEmpty()) {
      return csv.columnNames();
    }
    CsvRecord first = nextRecord();
    if (first == null) {
      throw new FormatException(
          csv.path() + ": is empty; a line with the columns' names is expected");
    }
    List<String> names = first.getFields();
    if (new HashSet<>(names).size() != names.size()) {
      throw new FormatException(csv.path() + ": a column's name comes twice in " + names);
    }
    return names;
  }

  private int column(String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException(
          csv.path() + ": no column '" + name + "'; the columns are " + header);
    }
    return column;
  }

  private CsvRecord nextRecord() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      throw new FormatException(csv.path() + ": " + e.getMessage(), e);
    }
  }

  @Override
  Example advance() {
    CsvRecord line = nextRecord();
    if (line == null) {
      return null;
    }
    if (line.getFieldCount() != header.size()) {
      throw damaged(line, "has " + line.getFieldCount() + " fields, expected " + header.size());
    }
    float[] numbers = new float[inputs.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(line, inputs[i]);
    }
    Array input = Array.of(numbers);
    return label < 0 ? Example.of(input) : Example.of(input, label(line));
  }

  private Array label(CsvRecord line) {
    if (csv.classNames().isEmpty()) {
      return Array.scalar(DType.FLOAT32, new float[] {number(line, label)});
    }
    String text = line.getField(label);
    int index = csv.classNames().indexOf(text);
    if (index < 0) {
      throw damaged(
          line,
          "column '"
              + header.get(label)
              + "': expected one of "
              + csv.classNames()
              + ", found '"
              + shortened(text)
              + "'");
    }
    return Array.scalar(DType.INT32, new int[] {index});
  }

  private float number(CsvRecord line, int column) {
    String text = line.getField(column).strip();
    if (csv.isMissing(text)) {
      Float replacement = csv.columnDefault(header.get(column));
      if (replacement == null) {
        throw damaged(
            line,
            "column '"
                + header.get(column)
                + "': the number is missing; columnDefault would stand in for it");
      }
      return replacement;
    }
    float number = parse(text);
    if (!Float.isFinite(number)) {
      throw damaged(
          line,
          "column '"
              + header.get(column)
              + "': expected a number, found '"
              + shortened(text)
              + "'");
    }
    return number;
  }

  /** The number a text stands for, or NaN. Java would also read 1f and hexadecimal numbers. */
  private static float parse(String text) {
    char last = text.charAt(text.length() - 1);
    if (last != '.' && !Character.isDigit(last) || text.indexOf('x') >= 0) {
      return Float.NaN;
    }
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private FormatException damaged(CsvRecord line, String what) {
    return new FormatException(csv.path() + ": line " + line.getStartingLineNumber() + ": " + what);
  }

  @Override
  void release() {
    try {
      records.close();
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(csv.path() + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
