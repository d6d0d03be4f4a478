package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.awt.Color;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** A drawn picture, to be looked into. */
record Picture(int height, int width, int[] pixels) {

  static Picture of(Array array) {
    long[] shape = array.shape();
    if (array.dtype() != DType.UINT8 || shape.length != 3 || shape[2] != 3) {
      throw new AssertionError("not a picture: " + array);
    }
    byte[] bytes = (byte[]) array.elements();
    int[] pixels = new int[bytes.length / 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rgb(bytes[3 * i] & 0xff, bytes[3 * i + 1] & 0xff, bytes[3 * i + 2] & 0xff);
    }
    return new Picture((int) shape[0], (int) shape[1], pixels);
  }

  /** Squares of single colours. */
  static Picture squares(int rows, int columns, int scale, IntBinaryOperator colour) {
    int[] pixels = new int[rows * columns * scale * scale];
    for (int i = 0; i < pixels.length; i++) {
      int y = i / (columns * scale);
      int x = i % (columns * scale);
      pixels[i] = colour.applyAsInt(y / scale, x / scale);
    }
    return new Picture(rows * scale, columns * scale, pixels);
  }

  static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }

  static int rgb(Color colour) {
    return colour.getRGB() & 0xffffff;
  }

  int at(int x, int y) {
    return pixels[y * width + x];
  }

  /** The upper left corners of all places where another picture is part of this one. */
  List<Point> places(Picture part) {
    List<Point> found = new ArrayList<>();
    for (int y = 0; y + part.height <= height; y++) {
      for (int x = 0; x + part.width <= width; x++) {
        if (holds(part, x, y)) {
          found.add(new Point(x, y));
        }
      }
    }
    return found;
  }

  private boolean holds(Picture part, int left, int top) {
    for (int y = 0; y < part.height; y++) {
      for (int x = 0; x < part.width; x++) {
        if (at(left + x, top + y) != part.at(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  /** What surrounds all pixels of a colour; empty if there is none. */
  Rectangle bounds(Color colour) {
    Rectangle bounds = new Rectangle(-1, -1);
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] == rgb(colour)) {
        Rectangle pixel = new Rectangle(i % width, i / width, 1, 1);
        bounds = bounds.isEmpty() ? pixel : bounds.union(pixel);
      }
    }
    return bounds;
  }
}
