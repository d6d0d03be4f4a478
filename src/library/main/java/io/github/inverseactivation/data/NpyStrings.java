package io.github.inverseactivation.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** NumPy's strings of fixed width: bytes (S) or four-byte code points (U), padded with zeros. */
final class NpyStrings {
  private static final byte[] EMPTY = {};

  private NpyStrings() {}

  static byte[][] decode(byte[] data, NpyType type, int count, String name) {
    byte[][] strings = new byte[count][];
    ByteBuffer words = ByteBuffer.wrap(data).order(type.order());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int start = i * type.width();
      int end = start + type.width();
      while (end > start && data[end - 1] == 0 && !type.unicode()) {
        end--;
      }
      while (type.unicode() && end > start && words.getInt(end - 4) == 0) {
        end -= 4;
      }
      if (end == start) {
        strings[i] = EMPTY;
      } else if (!type.unicode()) {
        strings[i] = Arrays.copyOfRange(data, start, end);
      } else {
        text.setLength(0);
        for (int at = start; at < end; at += 4) {
          int point = words.getInt(at);
          if (!Character.isValidCodePoint(point) || point >= 0xD800 && point < 0xE000) {
            throw new FormatException(
                name + ": string " + i + " holds " + Integer.toHexString(point) + ", no character");
          }
          text.appendCodePoint(point);
        }
        strings[i] = text.toString().getBytes(StandardCharsets.UTF_8);
      }
    }
    return strings;
  }

  /** How an array of strings will be written: as text if all of it is UTF-8, else as bytes. */
  static final class Encoder {
    private final byte[][] strings;
    private final boolean unicode;
    private final int width;

    Encoder(Array array) {
      strings = (byte[][]) array.elements();
      int bytes = 1;
      int points = 1;
      boolean text = true;
      for (byte[] string : strings) {
        if (string.length > 0 && string[string.length - 1] == 0) {
          throw new IllegalArgumentException(
              "NPY pads strings with zero bytes, so a string cannot end in one");
        }
        bytes = Math.max(bytes, string.length);
        int count = text ? codePoints(string) : -1;
        text = count >= 0;
        points = Math.max(points, count);
      }
      unicode = text;
      width = text ? points : bytes;
    }

    String descr() {
      return (unicode ? "<U" : "|S") + width;
    }

    void writeTo(OutputStream out) throws IOException {
      byte[] padded = new byte[unicode ? Math.multiplyExact(4, width) : width];
      for (byte[] string : strings) {
        Arrays.fill(padded, (byte) 0);
        if (unicode) {
          ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
          new String(string, StandardCharsets.UTF_8).codePoints().forEach(words::putInt);
        } else {
          System.arraycopy(string, 0, padded, 0, string.length);
        }
        out.write(padded);
      }
    }

    /** The number of code points, or -1 if the bytes are not UTF-8. */
    private static int codePoints(byte[] string) {
      try {
        CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(string));
        return Character.codePointCount(chars, 0, chars.length());
      } catch (CharacterCodingException e) {
        return -1;
      }
    }
  }
}
