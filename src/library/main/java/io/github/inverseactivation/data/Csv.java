package io.github.inverseactivation.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tables in text files, one line for each example, read from front to back so that they need not
 * fit into memory: the options are those of {@code tf.data.experimental.make_csv_dataset}.
 *
 * <pre>{@code
 * // sepal,petal,species
 * // 5.1,1.4,setosa
 * Csv iris =
 *     Csv.of(Path.of("iris.csv")).labelName("species").classNames(List.of("setosa", "virginica"));
 * model.fit(iris.dataset().shuffle(1000), Fit.epochs(20));
 * }</pre>
 *
 * <p>An example's input is a vector of {@link DType#FLOAT32} with the numbers of all columns but
 * the label's. The label is a scalar: an int32 where classes are named, otherwise a float32. Files
 * are in UTF-8, and fields may stand in quotation marks (RFC 4180).
 *
 * <p>A field that is no number, that is missing, or a line with too many or too few fields is a
 * {@link FormatException} with its line.
 */
public final class Csv implements Cloneable {
  private final Path path;
  private List<String> columnNames = List.of();
  private List<String> selectColumns = List.of();
  private List<String> classNames = List.of();
  private Map<String, Float> columnDefaults = Map.of();
  private String labelName;
  private String naValue = "";
  private char fieldDelim = ',';

  private Csv(Path path) {
    this.path = path;
  }

  /**
   * A table with a first line that names the columns, which are separated by commas.
   *
   * @param path the file
   * @return a description of the data; nothing is read yet
   */
  public static Csv of(Path path) {
    return new Csv(path);
  }

  /**
   * Names the columns of a file that has no line for it. Default: the first line names them.
   *
   * @param names one name for each column
   * @return a changed copy
   * @throws IllegalArgumentException if there is none or one comes twice
   */
  public Csv columnNames(List<String> names) {
    return with(copy -> copy.columnNames = distinct("columnNames", names));
  }

  /**
   * Which columns to use, and in what order. Default: all, as in the file.
   *
   * @param names the columns of the input; the label's need not be among them
   * @return a changed copy
   * @throws IllegalArgumentException if there is none or one comes twice
   */
  public Csv selectColumns(List<String> names) {
    return with(copy -> copy.selectColumns = distinct("selectColumns", names));
  }

  /**
   * Which column is the target. Default: none, for data to predict from.
   *
   * @param name its name
   * @return a changed copy
   */
  public Csv labelName(String name) {
    return with(copy -> copy.labelName = name);
  }

  /**
   * What stands in the label's column for each class; a label becomes a place in this list.
   * Default: none, labels are numbers.
   *
   * @param names the texts, each once
   * @return a changed copy
   * @throws IllegalArgumentException if there is none or one comes twice
   */
  public Csv classNames(List<String> names) {
    return with(copy -> copy.classNames = distinct("classNames", names));
  }

  /**
   * The number to take where a column has none. Default: a missing number is an error.
   *
   * @param column the name of the column
   * @param value the number
   * @return a changed copy
   */
  public Csv columnDefault(String column, float value) {
    Map<String, Float> defaults = new HashMap<>(columnDefaults);
    defaults.put(column, value);
    return with(copy -> copy.columnDefaults = Map.copyOf(defaults));
  }

  /**
   * What stands for a missing number. Default: nothing. A field without anything is missing too.
   *
   * @param text such as {@code NA}
   * @return a changed copy
   */
  public Csv naValue(String text) {
    return with(copy -> copy.naValue = text);
  }

  /**
   * What stands between two fields. Default: a comma.
   *
   * @param delimiter such as a semicolon or a tab
   * @return a changed copy
   */
  public Csv fieldDelim(char delimiter) {
    return with(copy -> copy.fieldDelim = delimiter);
  }

  /**
   * The lines as examples.
   *
   * @return the examples, of unknown number; the file is read as they are asked for
   */
  public Dataset dataset() {
    return new Rows(this);
  }

  Path path() {
    return path;
  }

  List<String> columnNames() {
    return columnNames;
  }

  List<String> selectColumns() {
    return selectColumns;
  }

  String labelName() {
    return labelName;
  }

  List<String> classNames() {
    return classNames;
  }

  /** The number for a missing one, or null. */
  Float columnDefault(String column) {
    return columnDefaults.get(column);
  }

  boolean isMissing(String field) {
    return field.isEmpty() || field.equals(naValue);
  }

  char fieldDelim() {
    return fieldDelim;
  }

  private static List<String> distinct(String option, List<String> names) {
    if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException(option + " must be names, each once, got " + names);
    }
    return List.copyOf(names);
  }

  private Csv with(Consumer<Csv> change) {
    try {
      Csv copy = (Csv) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** The lines of a table. */
  private static final class Rows extends Pipeline {
    private final Csv csv;

    Rows(Csv csv) {
      this.csv = csv;
    }

    @Override
    public long size() {
      return UNKNOWN_SIZE;
    }

    @Override
    Cursor<Example> open() {
      return CsvRows.open(csv);
    }

    @Override
    Cursor<Example> open(long seed) {
      return open();
    }
  }
}
