package io.github.inverseactivation.data;

/** Which channels images are brought to; the color_mode of Keras. */
public enum ColorMode {
  /** One channel, the brightness of colours. */
  GRAYSCALE(1),
  /** Red, green and blue. */
  RGB(3),
  /** Red, green, blue and opacity, 255 where a file has none. */
  RGBA(4);

  private final int channels;

  ColorMode(int channels) {
    this.channels = channels;
  }

  /**
   * The number of channels.
   *
   * @return 1, 3 or 4
   */
  public int channels() {
    return channels;
  }

  /** An image of 1, 3 or 4 channels with those of this mode. */
  Array of(Array image) {
    long[] shape = image.shape();
    int from = (int) shape[2];
    if (from == channels) {
      return image;
    }
    byte[] in = (byte[]) image.elements();
    int pixels = in.length / from;
    byte[] out = new byte[Math.multiplyExact(pixels, channels)];
    for (int i = 0; i < pixels; i++) {
      int r = in[i * from] & 0xFF;
      int g = from == 1 ? r : in[i * from + 1] & 0xFF;
      int b = from == 1 ? r : in[i * from + 2] & 0xFF;
      if (this == GRAYSCALE) {
        out[i] = (byte) brightness(r, g, b);
      } else {
        out[i * channels] = (byte) r;
        out[i * channels + 1] = (byte) g;
        out[i * channels + 2] = (byte) b;
        if (this == RGBA) {
          out[i * channels + 3] = from == 4 ? in[i * from + 3] : -1;
        }
      }
    }
    return Array.uint8(out, shape[0], shape[1], channels);
  }

  /** By the weights of ITU-R BT.601 in the digits and the rounding of libpng. */
  private static int brightness(int r, int g, int b) {
    return (9797 * r + 19234 * g + 3737 * b) >> 15;
  }
}
