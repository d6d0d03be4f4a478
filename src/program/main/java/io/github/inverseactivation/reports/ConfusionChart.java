package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.metrics.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A picture of a {@link ConfusionMatrix}: a row for each label, a column for each prediction, in
 * each cell how often it happened.
 *
 * <p>What is right is blue, the fuller the more of its row; mistakes are orange, the fuller the
 * nearer to the most frequent one of all, since beside what is right they would all look white.
 * Beside the rows stands each class's recall, below the columns its precision. With more than 30
 * classes cells are too small for numbers, and colours alone are drawn.
 *
 * <pre>{@code
 * int[] labels = {0, 1, 1, 2};
 * int[] predicted = {0, 1, 2, 2};
 * ConfusionMatrix matrix = ConfusionMatrix.of(3, labels, predicted);
 * ConfusionChart chart = ConfusionChart.of(matrix).classNames(List.of("cat", "dog", "fox"));
 * Png.write(Path.of("confusion.png"), chart.picture());
 * }</pre>
 *
 * <p>Immutable; the wither returns a changed copy.
 */
public final class ConfusionChart {
  /** How many classes can be drawn. */
  public static final int MAX_CLASSES = 200;

  private static final int MAX_WITH_COUNTS = 30;
  private static final int LONGEST_NAME = 24;
  private static final int MARGIN = 16;
  private static final int HEADER = 52;
  private static final Font LABEL = Fonts.plain(12);

  private final ConfusionMatrix matrix;
  private final List<String> names;

  private ConfusionChart(ConfusionMatrix matrix, List<String> names) {
    this.matrix = matrix;
    this.names = names;
  }

  /**
   * A chart with the classes' numbers for names.
   *
   * @param matrix the counts
   * @return the chart
   * @throws IllegalArgumentException if there are more than 200 classes
   */
  public static ConfusionChart of(ConfusionMatrix matrix) {
    int classes = matrix.classes();
    if (classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "a confusion matrix of "
              + classes
              + " classes is too large for a picture, expected at most "
              + MAX_CLASSES);
    }
    return new ConfusionChart(
        matrix, IntStream.range(0, classes).mapToObj(String::valueOf).toList());
  }

  /**
   * Names the classes. Default: their numbers, from 0.
   *
   * @param classNames one name for each class, in order; of a long one the beginning is drawn
   * @return a changed copy
   * @throws IllegalArgumentException if there are more or fewer names than classes
   */
  public ConfusionChart classNames(List<String> classNames) {
    if (classNames.size() != matrix.classes()) {
      throw new IllegalArgumentException(
          "expected a name for each of " + matrix.classes() + " classes, got " + classNames.size());
    }
    return new ConfusionChart(matrix, List.copyOf(classNames));
  }

  /**
   * Draws it.
   *
   * @return the picture, {@code uint8 [height, width, 3]}
   * @throws NoFontsException if this machine cannot draw text
   */
  public Array picture() {
    Fonts.check();
    int classes = matrix.classes();
    boolean counts = classes <= MAX_WITH_COUNTS;
    int cell = classes <= 12 ? 50 : counts ? 40 : 14;
    int longest =
        names.stream().mapToInt(name -> Sheet.width(shortened(name), LABEL)).max().orElse(0);
    boolean upright = longest > cell - 4;
    int names = upright ? longest : 14;
    int left = MARGIN + Math.max(24 + longest, counts ? Sheet.width("precision", LABEL) : 0) + 8;
    int top = HEADER + 20 + names + 8;
    int share = counts ? 58 : 0;
    int end = left + classes * cell + share + MARGIN;
    String title = title();
    int width = Math.max(end, Sheet.width(title, Fonts.bold(15)) + 2 * MARGIN);
    Sheet sheet = new Sheet(width, top + classes * cell + (counts ? 26 : 0) + MARGIN);
    sheet.text(title, Fonts.bold(15), MARGIN, 24);
    sheet.text("rows: label, columns: predicted", LABEL, MARGIN, 42);
    sheet.centred("predicted", LABEL, left, classes * cell, HEADER + 16);
    sheet.upright(
        "label", LABEL, MARGIN + 12, top + (classes * cell + Sheet.width("label", LABEL)) / 2);
    cells(sheet, left, top, cell, counts);
    for (int k = 0; k < classes; k++) {
      String name = shortened(this.names.get(k));
      int middle = top + k * cell + cell / 2 + 4;
      sheet.text(name, LABEL, left - 8 - Sheet.width(name, LABEL), middle);
      if (upright) {
        sheet.upright(name, LABEL, left + k * cell + cell / 2 + 4, top - 8);
      } else {
        sheet.centred(name, LABEL, left + k * cell, cell, top - 8);
      }
      if (counts) {
        sheet.text(brief(matrix.recall(k)) + " %", LABEL, left + classes * cell + 8, middle);
        sheet.centred(
            brief(matrix.precision(k)),
            Fonts.plain(11),
            left + k * cell,
            cell,
            top + classes * cell + 18);
      }
    }
    if (counts) {
      sheet.text("recall", LABEL, left + classes * cell + 8, top - 8);
      String precision = "precision";
      sheet.text(
          precision,
          LABEL,
          Math.max(2, left - 8 - Sheet.width(precision, LABEL)),
          top + classes * cell + 18);
    }
    return sheet.pixels();
  }

  private void cells(Sheet sheet, int left, int top, int cell, boolean counts) {
    int classes = matrix.classes();
    double most = 0;
    for (int row = 0; row < classes; row++) {
      for (int column = 0; column < classes; column++) {
        most = row == column ? most : Math.max(most, matrix.count(row, column));
      }
    }
    int size = cell > 40 ? 13 : 11;
    for (int row = 0; row < classes; row++) {
      for (int column = 0; column < classes; column++) {
        double count = matrix.count(row, column);
        boolean right = row == column;
        double part = right ? matrix.recall(row) : count == 0 ? 0 : 0.12 + 0.88 * count / most;
        Color colour = new Color(Colours.mix(part, right ? Colours.NEGATIVE : Colours.POSITIVE));
        int x = left + column * cell;
        int y = top + row * cell;
        sheet.cell(colour, x, y, cell);
        if (counts && count > 0) {
          String text = String.format(Locale.ROOT, "%.0f", count);
          sheet.inCell(text, Fonts.plain(size), part > 0.55, x, y, cell);
        }
      }
    }
  }

  private String title() {
    return String.format(
        Locale.ROOT, "%s of %,.0f right", percent(matrix.accuracy()), matrix.total());
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }

  private static String brief(double part) {
    return String.format(Locale.ROOT, "%.1f", 100 * part);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "\u2026";
  }
}
