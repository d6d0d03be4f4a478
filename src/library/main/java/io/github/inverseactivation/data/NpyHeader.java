package io.github.inverseactivation.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header of an NPY file. It is the text of a Python dictionary with just three keys; a small
 * strict parser reads this one sentence of Python and nothing else. See NumPy's NEP 1.
 *
 * @param descr the type as NumPy spells it, such as {@code <f4}
 * @param fortranOrder whether the first dimension varies fastest
 * @param shape the sizes of the dimensions
 * @param bytes how long magic number and header are together
 */
record NpyHeader(String descr, boolean fortranOrder, long[] shape, int bytes) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_RANK = 64;

  static NpyHeader read(InputStream in, String name) throws IOException {
    byte[] start = Reading.upTo(in, 8);
    if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new FormatException(name + ": not an NPY file: it does not start with \\x93NUMPY");
    }
    int major = start[6];
    if (major < 1 || major > 3 || start[7] != 0) {
      throw new FormatException(
          name + ": NPY version 1.0, 2.0 or 3.0 is expected, found " + major + "." + start[7]);
    }
    int lengthBytes = major == 1 ? 2 : 4;
    byte[] lengthField = Reading.upTo(in, lengthBytes);
    if (lengthField.length < lengthBytes) {
      throw new FormatException(
          name + ": ends within the header, at byte " + (8 + lengthField.length));
    }
    ByteBuffer field = ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN);
    long length = major == 1 ? field.getShort() & 0xFFFF : field.getInt() & 0xFFFF_FFFFL;
    if (length > MAX_BYTES) {
      throw new FormatException(
          name + ": header of " + Reading.size(length) + ", limit " + Reading.size(MAX_BYTES));
    }
    byte[] text = Reading.upTo(in, (int) length);
    int end = 8 + lengthBytes + text.length;
    if (text.length < length) {
      throw new FormatException(name + ": ends within the header, at byte " + end);
    }
    return new Parser(name, new String(text, StandardCharsets.UTF_8)).parse(end);
  }

  /**
   * Magic number, version 1.0 and dictionary, padded so that the data start at a multiple of 64.
   */
  static byte[] bytes(String descr, long[] shape) {
    StringBuilder tuple = new StringBuilder("(");
    for (int i = 0; i < shape.length; i++) {
      tuple.append(i == 0 ? "" : " ").append(shape[i]).append(',');
    }
    if (shape.length > 1) {
      tuple.setLength(tuple.length() - 1);
    }
    String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + tuple + "), }";
    int padding = 63 - (10 + text.length()) % 64;
    String padded = text + " ".repeat(padding) + "\n";
    return ByteBuffer.allocate(10 + padded.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static final class Parser {
    private final String name;
    private final String text;
    private int at;

    Parser(String name, String text) {
      this.name = name;
      this.text = text;
    }

    NpyHeader parse(int end) {
      String descr = null;
      Boolean fortranOrder = null;
      long[] shape = null;
      expect('{');
      while (peek() != '}') {
        String key = string();
        expect(':');
        if (key.equals("descr") && descr == null) {
          if (peek() == '[') {
            throw new FormatException(name + ": structured arrays are not supported");
          }
          descr = string();
        } else if (key.equals("fortran_order") && fortranOrder == null) {
          fortranOrder = truth();
        } else if (key.equals("shape") && shape == null) {
          shape = tuple();
        } else {
          throw bad("one descr, fortran_order and shape", "'" + key + "'");
        }
        if (peek() != '}') {
          expect(',');
        }
      }
      expect('}');
      if (peek() != 0) {
        throw bad("the end");
      }
      if (descr == null || fortranOrder == null || shape == null) {
        throw bad("descr, fortran_order and shape", "only some of them");
      }
      return new NpyHeader(descr, fortranOrder, shape, end);
    }

    private char peek() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) {
      if (peek() != wanted) {
        throw bad("'" + wanted + "'");
      }
      at++;
    }

    private String string() {
      char quote = peek();
      if (quote != '\'' && quote != '"') {
        throw bad("a string");
      }
      int close = text.indexOf(quote, at + 1);
      if (close < 0 || close - at > 64 || text.substring(at, close).indexOf('\\') >= 0) {
        throw bad("a short string without escapes");
      }
      String value = text.substring(at + 1, close);
      at = close + 1;
      return value;
    }

    private boolean truth() {
      peek();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw bad("True or False");
    }

    private long[] tuple() {
      List<Long> sizes = new ArrayList<>();
      expect('(');
      while (peek() != ')') {
        sizes.add(number());
        if (sizes.size() > MAX_RANK) {
          throw new FormatException(name + ": more than " + MAX_RANK + " dimensions");
        }
        if (peek() == ',') {
          at++;
        } else if (peek() != ')' || sizes.size() == 1) {
          throw bad("','"); // (3) is a number in Python, (3,) is a tuple
        }
      }
      expect(')');
      return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long number() {
      peek();
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start || at - start > 18) {
        throw bad("a number of 1 to 18 digits");
      }
      return Long.parseLong(text, start, at, 10);
    }

    private FormatException bad(String expected) {
      char found = peek();
      return bad(expected, found == 0 ? "the end" : "'" + found + "'");
    }

    private FormatException bad(String expected, String found) {
      return new FormatException(
          name + ": NPY header, character " + at + ": expected " + expected + ", found " + found);
    }
  }
}
