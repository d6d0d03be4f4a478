package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;

/** Pictures of the JDK: from numbers, larger and smaller, and as arrays. */
final class Pixels {
  private Pixels() {}

  /** A picture of colours, each in a square of scale by scale pixels. */
  static BufferedImage squares(int height, int width, int scale, IntBinaryOperator colour) {
    BufferedImage image =
        new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int rgb = colour.applyAsInt(row, column);
        if (scale == 1) {
          image.setRGB(column, row, rgb);
        } else {
          graphics.setColor(new Color(rgb));
          graphics.fillRect(column * scale, row * scale, scale, scale);
        }
      }
    }
    graphics.dispose();
    return image;
  }

  /** Pictures of one width below each other, with a little white between them. */
  static BufferedImage stacked(BufferedImage... parts) {
    int gap = 2;
    int height = (parts.length - 1) * gap;
    for (BufferedImage part : parts) {
      height += part.getHeight();
    }
    BufferedImage image =
        new BufferedImage(parts[0].getWidth(), height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), height);
    int y = 0;
    for (BufferedImage part : parts) {
      graphics.drawImage(part, 0, y, null);
      y += part.getHeight() + gap;
    }
    graphics.dispose();
    return image;
  }

  /** The picture, or a smaller one if its longer side is above a limit. */
  static BufferedImage atMost(int limit, BufferedImage image) {
    int longer = Math.max(image.getWidth(), image.getHeight());
    if (longer <= limit) {
      return image;
    }
    BufferedImage half = image;
    while (longer > 2 * limit) { // beyond a half, bilinear sampling would leave pixels out
      half = resized(half, (half.getWidth() + 1) / 2, (half.getHeight() + 1) / 2);
      longer = Math.max(half.getWidth(), half.getHeight());
    }
    double factor = (double) limit / longer;
    return resized(
        half,
        Math.max(1, (int) Math.round(half.getWidth() * factor)),
        Math.max(1, (int) Math.round(half.getHeight() * factor)));
  }

  private static BufferedImage resized(BufferedImage image, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return result;
  }

  /** The pixels as {@code uint8 [height, width, 3]}. */
  static Array of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] bytes = new byte[rgb.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      bytes[3 * i] = (byte) (rgb[i] >> 16);
      bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
      bytes[3 * i + 2] = (byte) rgb[i];
    }
    return Array.uint8(bytes, height, width, 3);
  }
}
