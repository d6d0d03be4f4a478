package io.github.inverseactivation.models;

import java.util.List;

/** A table drawn with box characters: a heading and rows, numbers flush right, all else left. */
final class TextTable {
  private final List<String[]> rows;
  private final int firstNumber;
  private final int lastNumber;
  private final int[] widths;

  TextTable(List<String[]> rows, int firstNumber, int lastNumber) {
    this.rows = rows;
    this.firstNumber = firstNumber;
    this.lastNumber = lastNumber;
    this.widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    rule(text, "┏", "━", "┳", "┓");
    row(text, rows.get(0), "┃", true);
    rule(text, "┡", "━", "╇", "┩");
    for (int i = 1; i < rows.size(); i++) {
      row(text, rows.get(i), "│", false);
      if (i < rows.size() - 1) {
        rule(text, "├", "─", "┼", "┤");
      }
    }
    rule(text, "└", "─", "┴", "┘");
    return text.toString();
  }

  private void row(StringBuilder text, String[] cells, String edge, boolean heading) {
    for (int i = 0; i < cells.length; i++) {
      String space = " ".repeat(widths[i] - cells[i].length());
      text.append(edge).append(' ');
      boolean left = heading || i < firstNumber || i > lastNumber;
      text.append(left ? cells[i] + space : space + cells[i]).append(' ');
    }
    text.append(edge).append('\n');
  }

  private void rule(StringBuilder text, String first, String line, String middle, String last) {
    for (int i = 0; i < widths.length; i++) {
      text.append(i == 0 ? first : middle).append(line.repeat(widths[i] + 2));
    }
    text.append(last).append('\n');
  }
}
