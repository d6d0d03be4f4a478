package io.github.inverseactivation.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/** Reading as many bytes as a header promises without believing it. */
final class Reading {
  /** Java's largest array, with room for its header. */
  static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private static final int FIRST = 1 << 16;

  private Reading() {}

  /**
   * Reads {@code wanted} bytes, or fewer if the data end before. Memory grows with what really
   * arrives, so a header cannot make a small file take much.
   */
  static byte[] upTo(InputStream in, int wanted) throws IOException {
    byte[] bytes = new byte[Math.min(wanted, FIRST)];
    int filled = 0;
    while (filled < wanted) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, 2L * filled));
      }
      int read;
      try {
        read = in.read(bytes, filled, bytes.length - filled);
      } catch (EOFException e) { // a compressed stream that was cut short says so in this way
        break;
      }
      if (read < 0) {
        break;
      }
      filled += read;
    }
    return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
  }

  /** A number of bytes as people say it: 8 bytes, 1.2 GB. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double value = bytes;
    String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    int unit = -1;
    while (value >= 999.95) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
