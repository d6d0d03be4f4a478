package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** A white sheet to put pictures and text on. */
final class Sheet {
  private final BufferedImage image;
  private final Graphics2D graphics;

  /**
   * An empty sheet.
   *
   * @throws NoFontsException if nothing can be written on it
   */
  Sheet(int width, int height) {
    Fonts.check();
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  /** Text whose base line begins here. */
  void text(String text, Font font, int x, int y) {
    graphics.setColor(Colours.TEXT);
    graphics.setFont(font);
    graphics.drawString(text, x, y);
  }

  /** Text with its middle above, at or below the middle of something. */
  void centred(String text, Font font, int x, int width, int y) {
    int wide = graphics.getFontMetrics(font).stringWidth(text);
    text(text, font, x + (width - wide) / 2, y);
  }

  /** Text that reads from below to above, and begins here. */
  void upright(String text, Font font, int x, int y) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    text(text, font, x, y);
    graphics.setTransform(before);
  }

  /** A square of one colour in a thin frame. */
  void cell(Color colour, int x, int y, int size) {
    graphics.setColor(colour);
    graphics.fillRect(x, y, size, size);
    graphics.setColor(Colours.FAINT);
    graphics.drawRect(x, y, size, size);
  }

  /** Text in the middle of a square, in white where that is dark. */
  void inCell(String text, Font font, boolean dark, int x, int y, int size) {
    graphics.setColor(dark ? Color.WHITE : Colours.TEXT);
    graphics.setFont(font);
    FontMetrics metrics = graphics.getFontMetrics();
    int middle = y + (size + metrics.getAscent() - metrics.getDescent()) / 2;
    graphics.drawString(text, x + (size - metrics.stringWidth(text)) / 2, middle);
  }

  /** How wide a text is. */
  static int width(String text, Font font) {
    FontRenderContext context = new FontRenderContext(null, true, false);
    return (int) Math.ceil(font.getStringBounds(text, context).getWidth());
  }

  void picture(Image picture, int x, int y) {
    graphics.drawImage(picture, x, y, null);
  }

  /** A picture in a thin frame, which is around it and not over it. */
  void framed(Image picture, int x, int y) {
    graphics.setColor(Colours.FAINT);
    graphics.drawRect(x - 1, y - 1, picture.getWidth(null) + 1, picture.getHeight(null) + 1);
    picture(picture, x, y);
  }

  /** The sheet as it is now. */
  Array pixels() {
    graphics.dispose();
    return Pixels.of(image);
  }
}
