package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** Kernels, each beside its two maps, in columns below the input. */
final class MapSheet {
  private static final int MARGIN = 16;
  private static final int TITLES = 50;
  private static final int CAPTION = 34;
  private static final int GAP = 8;
  private static final int BETWEEN = 26;
  private static final int WIDEST = 1000;
  private static final int NARROWEST = 560;

  private final Sheet sheet;
  private final int columns;
  private final int top;
  private final int stepX;
  private final int stepY;
  private int next;

  /** A sheet for a number of kernels, each as large as the first, with maps of one size. */
  MapSheet(Optional<BufferedImage> input, BufferedImage kernel, BufferedImage map, int count) {
    int cell = kernel.getWidth() + 2 * GAP + 2 * map.getWidth();
    stepX = Math.max(cell, 180) + BETWEEN;
    stepY = Math.max(kernel.getHeight(), map.getHeight()) + CAPTION + GAP;
    int fitting = Math.max(1, Math.min(count, (WIDEST - 2 * MARGIN + BETWEEN) / stepX));
    int rows = (count + fitting - 1) / fitting;
    columns = (count + rows - 1) / rows;
    int width = Math.max(NARROWEST, columns * stepX - BETWEEN + 2 * MARGIN);
    top = TITLES + input.map(picture -> picture.getHeight() + 2 * GAP).orElse(0);
    sheet = new Sheet(width, top + rows * stepY + MARGIN / 2);
    input.ifPresent(picture -> input(picture));
  }

  private void input(BufferedImage picture) {
    sheet.framed(picture, MARGIN, TITLES);
    int x = MARGIN + picture.getWidth() + 2 * GAP;
    int y = TITLES + picture.getHeight() / 2;
    sheet.text("the input", Fonts.plain(12), x, y);
  }

  void title(String title) {
    sheet.text(title, Fonts.bold(15), MARGIN, 24);
    sheet.text(
        "z is what a kernel answers: InverseActivation passes on both maps, ReLU the first alone.",
        Fonts.plain(12),
        MARGIN,
        42);
  }

  void add(String caption, BufferedImage kernel, BufferedImage positive, BufferedImage negative) {
    int x = MARGIN + next % columns * stepX;
    int y = top + next / columns * stepY;
    int picture = y + CAPTION;
    sheet.text(caption, Fonts.bold(12), x, y + 14);
    int first = x + kernel.getWidth() + GAP;
    int second = first + positive.getWidth() + GAP;
    sheet.text("relu(z)", Fonts.plain(11), first, picture - 4);
    sheet.text("relu(-z)", Fonts.plain(11), second, picture - 4);
    sheet.framed(kernel, x, picture);
    sheet.framed(positive, first, picture);
    sheet.framed(negative, second, picture);
    next++;
  }

  Array pixels() {
    return sheet.pixels();
  }
}
