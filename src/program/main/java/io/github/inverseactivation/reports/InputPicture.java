package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** A model's input as a picture, as far as it is one. */
final class InputPicture {
  private InputPicture() {}

  /**
   * The picture: gray from one channel, red, green and blue from three or four, whether they come
   * first or last. Numbers from 0 to 1 or from 0 to 255 are shown as they are, others from the
   * smallest to the largest.
   *
   * @param example one example, with or without a batch dimension
   * @return empty if the numbers are not arranged as pixels
   */
  static Optional<BufferedImage> of(Array example) {
    long[] shape = example.shape();
    int from = shape.length == 4 ? 1 : 0;
    if (shape.length - from == 2) {
      return Optional.of(picture(example.floats(), (int) shape[0], (int) shape[1], 1, true));
    }
    if (shape.length - from != 3) {
      return Optional.empty();
    }
    int first = (int) shape[from];
    int second = (int) shape[from + 1];
    int third = (int) shape[from + 2];
    if (isColour(third)) {
      return Optional.of(picture(example.floats(), first, second, third, true));
    }
    return isColour(first)
        ? Optional.of(picture(example.floats(), second, third, first, false))
        : Optional.empty();
  }

  private static boolean isColour(int channels) {
    return channels == 1 || channels == 3 || channels == 4;
  }

  private static BufferedImage picture(
      float[] values, int height, int width, int channels, boolean last) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low >= 0 && high <= 255) {
      low = 0;
      high = high <= 1 ? 1 : 255;
    }
    float begin = low;
    float range = high > low ? high - low : 1;
    int scale = Math.max(1, 112 / Math.max(height, width));
    return Pixels.atMost(
        256,
        Pixels.squares(
            height,
            width,
            scale,
            (row, column) -> {
              int rgb = 0;
              for (int colour = 0; colour < 3; colour++) {
                int channel = channels == 1 ? 0 : colour;
                int place = row * width + column;
                float value =
                    values[last ? place * channels + channel : channel * height * width + place];
                int byteValue = Math.round(255 * (value - begin) / range);
                rgb = rgb << 8 | Math.max(0, Math.min(255, byteValue));
              }
              return rgb;
            }));
  }
}
