package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** Kernels in rows, each with its number below it, under a title and a scale of colours. */
final class KernelSheet {
  private static final int MARGIN = 16;
  private static final int HEADER = 64;
  private static final int LABEL = 24;
  private static final int GAP = 14;
  private static final int WIDEST = 900;
  private static final int NARROWEST = 440;
  private static final int SCALE = 160;

  private final Sheet sheet;
  private final int columns;
  private final int left;
  private final int stepX;
  private final int stepY;
  private int next;

  /** A sheet for a number of kernels, each as large as the first. */
  KernelSheet(BufferedImage first, int count) {
    stepX = first.getWidth() + GAP;
    stepY = first.getHeight() + LABEL;
    int fitting = Math.max(1, Math.min(count, (WIDEST - 2 * MARGIN + GAP) / stepX));
    int rows = (count + fitting - 1) / fitting;
    columns = (count + rows - 1) / rows; // rows of equal length, as far as possible
    int content = columns * stepX - GAP;
    int width = Math.max(NARROWEST, content + 2 * MARGIN);
    left = MARGIN;
    sheet = new Sheet(width, HEADER + rows * stepY + MARGIN / 2);
  }

  void title(String title) {
    sheet.text(title, Fonts.bold(15), MARGIN, 24);
  }

  /** The colours from the most negative to the most positive weight. */
  void legend(float largest) {
    String most = String.format(Locale.ROOT, "%.3g", largest);
    int bar = MARGIN + Sheet.width("-" + most, Fonts.plain(12)) + 8;
    sheet.text("-" + most, Fonts.plain(12), MARGIN, 47);
    sheet.framed(
        Pixels.squares(12, SCALE, 1, (row, x) -> Colours.of(2.0 * x / (SCALE - 1) - 1)), bar, 37);
    sheet.text("+" + most, Fonts.plain(12), bar + SCALE + 8, 47);
  }

  void add(BufferedImage kernel) {
    int x = left + next % columns * stepX;
    int y = HEADER + next / columns * stepY;
    sheet.framed(kernel, x, y);
    sheet.centred(
        String.valueOf(next), Fonts.plain(12), x, kernel.getWidth(), y + kernel.getHeight() + 14);
    next++;
  }

  Array pixels() {
    return sheet.pixels();
  }
}
