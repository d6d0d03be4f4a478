package io.github.inverseactivation.data;

/**
 * Brings images of bytes to a size, as {@code tf.image.resize} does by default: bilinear between
 * the centres of pixels, in single precision, without smoothing before an image is made smaller.
 */
final class ImageResize {
  private ImageResize() {}

  /** A part of an image, in pixels. */
  private record Window(int top, int left, int height, int width) {}

  /** The whole image, whatever becomes of its proportions. */
  static Array stretch(Array image, int height, int width) {
    Window whole = new Window(0, 0, (int) image.shape()[0], (int) image.shape()[1]);
    return resize(image, whole, height, width, new Window(0, 0, height, width));
  }

  /** The largest part in the middle that has the wanted proportions. */
  static Array crop(Array image, int height, int width) {
    int fullHeight = (int) image.shape()[0];
    int fullWidth = (int) image.shape()[1];
    int cropHeight = (int) ((float) (fullWidth * (long) height) / width);
    int cropWidth = (int) ((float) (fullHeight * (long) width) / height);
    cropHeight = Math.max(Math.min(fullHeight, cropHeight), 1);
    cropWidth = Math.max(Math.min(fullWidth, cropWidth), 1);
    Window part =
        new Window(
            (fullHeight - cropHeight) / 2, (fullWidth - cropWidth) / 2, cropHeight, cropWidth);
    return resize(image, part, height, width, new Window(0, 0, height, width));
  }

  /** The whole image in its proportions, with zeros around it. */
  static Array pad(Array image, int height, int width) {
    float fullHeight = image.shape()[0];
    float fullWidth = image.shape()[1];
    float ratio = Math.max(fullWidth / width, fullHeight / height);
    float wantedHeight = fullHeight / ratio;
    float wantedWidth = fullWidth / ratio;
    Window inner =
        new Window(
            (int) Math.max(0, Math.floor((height - wantedHeight) / 2)),
            (int) Math.max(0, Math.floor((width - wantedWidth) / 2)),
            Math.max(1, (int) wantedHeight),
            Math.max(1, (int) wantedWidth));
    Window whole = new Window(0, 0, (int) fullHeight, (int) fullWidth);
    return resize(image, whole, height, width, inner);
  }

  /** Puts one part of an image into one part of another. */
  private static Array resize(Array image, Window from, int height, int width, Window to) {
    byte[] in = (byte[]) image.elements();
    int channels = (int) image.shape()[2];
    int stride = (int) image.shape()[1] * channels;
    Positions rows = new Positions(from.height(), to.height());
    Positions columns = new Positions(from.width(), to.width());
    float[] out = new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    for (int y = 0; y < to.height(); y++) {
      int upper = (from.top() + rows.lower[y]) * stride;
      int lower = (from.top() + rows.upper[y]) * stride;
      int at = ((to.top() + y) * width + to.left()) * channels;
      for (int x = 0; x < to.width(); x++) {
        int left = (from.left() + columns.lower[x]) * channels;
        int right = (from.left() + columns.upper[x]) * channels;
        for (int c = 0; c < channels; c++) {
          float topLeft = in[upper + left + c] & 0xFF;
          float topRight = in[upper + right + c] & 0xFF;
          float bottomLeft = in[lower + left + c] & 0xFF;
          float bottomRight = in[lower + right + c] & 0xFF;
          float top = topLeft + (topRight - topLeft) * columns.fraction[x];
          float bottom = bottomLeft + (bottomRight - bottomLeft) * columns.fraction[x];
          out[at++] = top + (bottom - top) * rows.fraction[y];
        }
      }
    }
    return Array.of(out, height, width, channels);
  }

  /** Between which two pixels each new one lies along one dimension, and how far. */
  private static final class Positions {
    final int[] lower;
    final int[] upper;
    final float[] fraction;

    Positions(int from, int to) {
      lower = new int[to];
      upper = new int[to];
      fraction = new float[to];
      float scale = from / (float) to;
      for (int i = 0; i < to; i++) {
        float place = (i + 0.5f) * scale - 0.5f;
        float floor = (float) Math.floor(place);
        lower[i] = Math.max((int) floor, 0);
        upper[i] = Math.min((int) Math.ceil(place), from - 1);
        fraction[i] = place - floor;
      }
    }
  }
}
