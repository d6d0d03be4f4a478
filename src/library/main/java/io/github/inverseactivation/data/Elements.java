package io.github.inverseactivation.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The Java arrays behind {@link Array}: which kind each type uses, conversions and raw bytes. */
final class Elements {
  /** Conversions go through blocks of this many elements, so they need no second large array. */
  private static final int BLOCK = 4096;

  private Elements() {}

  static Class<?> storage(DType dtype) {
    return switch (dtype) {
      case BOOL, INT8, UINT8 -> byte[].class;
      case INT16, UINT16, FLOAT16, BFLOAT16 -> short[].class;
      case INT32, UINT32 -> int[].class;
      case INT64, UINT64 -> long[].class;
      case FLOAT32 -> float[].class;
      case FLOAT64 -> double[].class;
      case STRING -> byte[][].class;
    };
  }

  static Object allocate(DType dtype, int length) {
    return java.lang.reflect.Array.newInstance(storage(dtype).getComponentType(), length);
  }

  static int length(Object elements) {
    return java.lang.reflect.Array.getLength(elements);
  }

  static Object cast(DType from, Object source, DType to) {
    if (from == to) {
      return source;
    }
    if (from == DType.STRING || to == DType.STRING) {
      throw new IllegalArgumentException(
          "cannot cast "
              + from
              + " to "
              + to
              + ": text and numbers do not convert; parse the text");
    }
    int length = length(source);
    Object target = allocate(to, length);
    if (to.isFloating() || from.isFloating()) {
      double[] block = new double[Math.min(BLOCK, length)];
      for (int start = 0; start < length; start += BLOCK) {
        int count = Math.min(BLOCK, length - start);
        readDoubles(from, source, start, block, 0, count);
        writeDoubles(to, target, start, block, count);
      }
    } else {
      long[] block = new long[Math.min(BLOCK, length)];
      for (int start = 0; start < length; start += BLOCK) {
        int count = Math.min(BLOCK, length - start);
        readLongs(from, source, start, block, 0, count);
        writeLongs(to, target, start, block, count);
      }
    }
    return target;
  }

  /** Single precision straight from each type: this is the path of every image and every batch. */
  static float[] floats(DType from, Object source) {
    int length = length(source);
    float[] out = new float[length];
    switch (from) {
      case FLOAT32 -> {
        return (float[]) source;
      }
      case UINT8 -> {
        byte[] in = (byte[]) source;
        for (int i = 0; i < length; i++) {
          out[i] = in[i] & 0xFF;
        }
      }
      case INT32 -> {
        int[] in = (int[]) source;
        for (int i = 0; i < length; i++) {
          out[i] = in[i];
        }
      }
      case INT64 -> {
        long[] in = (long[]) source;
        for (int i = 0; i < length; i++) {
          out[i] = in[i];
        }
      }
      case UINT64 -> {
        long[] in = (long[]) source;
        for (int i = 0; i < length; i++) {
          // The lowest bit only matters as "not a tie", so it may be merged into its neighbour.
          out[i] = in[i] >= 0 ? in[i] : (float) (in[i] >>> 1 | in[i] & 1) * 2f;
        }
      }
      default -> {
        return (float[]) cast(from, source, DType.FLOAT32);
      }
    }
    return out;
  }

  static double[] doubles(DType from, Object source) {
    return (double[]) cast(from, source, DType.FLOAT64);
  }

  static long[] longs(DType from, Object source) {
    return from == DType.UINT64 ? (long[]) source : (long[]) cast(from, source, DType.INT64);
  }

  static String[] strings(DType from, Object source) {
    if (from != DType.STRING) {
      throw new IllegalArgumentException("strings() needs an array of string, this is " + from);
    }
    byte[][] in = (byte[][]) source;
    String[] out = new String[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = new String(in[i], StandardCharsets.UTF_8);
    }
    return out;
  }

  private static void readDoubles(
      DType from, Object source, int start, double[] out, int at, int count) {
    switch (from) {
      case FLOAT16 -> {
        short[] in = (short[]) source;
        for (int i = 0; i < count; i++) {
          out[at + i] = Half.float16ToFloat(in[start + i]);
        }
      }
      case BFLOAT16 -> {
        short[] in = (short[]) source;
        for (int i = 0; i < count; i++) {
          out[at + i] = Half.bfloat16ToFloat(in[start + i]);
        }
      }
      case FLOAT32 -> {
        float[] in = (float[]) source;
        for (int i = 0; i < count; i++) {
          out[at + i] = in[start + i];
        }
      }
      case FLOAT64 -> System.arraycopy(source, start, out, at, count);
      case UINT64 -> {
        long[] in = (long[]) source;
        for (int i = 0; i < count; i++) {
          long v = in[start + i];
          out[at + i] = v >= 0 ? v : (double) (v >>> 1 | v & 1) * 2;
        }
      }
      default -> {
        long[] block = new long[count];
        readLongs(from, source, start, block, 0, count);
        for (int i = 0; i < count; i++) {
          out[at + i] = block[i];
        }
      }
    }
  }

  private static void readLongs(
      DType from, Object source, int start, long[] out, int at, int count) {
    switch (from) {
      case BOOL, UINT8 -> {
        byte[] in = (byte[]) source;
        for (int i = 0; i < count; i++) {
          out[at + i] = in[start + i] & 0xFF;
        }
      }
      case INT8 -> {
        byte[] in = (byte[]) source;
        for (int i = 0; i < count; i++) {
          out[at + i] = in[start + i];
        }
      }
      case INT16, UINT16 -> {
        short[] in = (short[]) source;
        int mask = from == DType.UINT16 ? 0xFFFF : -1;
        for (int i = 0; i < count; i++) {
          out[at + i] = in[start + i] & mask;
        }
      }
      case INT32, UINT32 -> {
        int[] in = (int[]) source;
        long mask = from == DType.UINT32 ? 0xFFFF_FFFFL : -1;
        for (int i = 0; i < count; i++) {
          out[at + i] = in[start + i] & mask;
        }
      }
      case INT64, UINT64 -> System.arraycopy(source, start, out, at, count);
      default -> throw new AssertionError(from);
    }
  }

  private static void writeDoubles(DType to, Object target, int start, double[] in, int count) {
    switch (to) {
      case FLOAT16 -> {
        short[] out = (short[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = Half.doubleToFloat16(in[i]);
        }
      }
      case BFLOAT16 -> {
        short[] out = (short[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = Half.floatToBfloat16((float) in[i]);
        }
      }
      case FLOAT32 -> {
        float[] out = (float[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = (float) in[i];
        }
      }
      case FLOAT64 -> System.arraycopy(in, 0, target, start, count);
      case BOOL -> {
        byte[] out = (byte[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = (byte) (in[i] != 0 ? 1 : 0);
        }
      }
      default -> {
        long[] block = new long[count];
        double low = isUnsigned(to) ? 0 : -Math.scalb(1.0, 8 * to.bytes() - 1);
        double high = Math.scalb(1.0, 8 * to.bytes() - (isUnsigned(to) ? 0 : 1));
        for (int i = 0; i < count; i++) {
          block[i] = saturate(in[i], low, high);
        }
        writeLongs(to, target, start, block, count);
      }
    }
  }

  /** The value without its fraction, kept within [low, high - 1]; 0 for NaN. */
  private static long saturate(double value, double low, double high) {
    if (value >= high) {
      return high == 0x1p63 ? Long.MAX_VALUE : high == 0x1p64 ? -1L : (long) high - 1;
    }
    if (value >= 0x1p63) {
      return (long) (value - 0x1p63) + Long.MIN_VALUE;
    }
    return (long) Math.max(value, low);
  }

  private static boolean isUnsigned(DType dtype) {
    return switch (dtype) {
      case UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  private static void writeLongs(DType to, Object target, int start, long[] in, int count) {
    switch (to) {
      case BOOL -> {
        byte[] out = (byte[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = (byte) (in[i] != 0 ? 1 : 0);
        }
      }
      case INT8, UINT8 -> {
        byte[] out = (byte[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = (byte) in[i];
        }
      }
      case INT16, UINT16 -> {
        short[] out = (short[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = (short) in[i];
        }
      }
      case INT32, UINT32 -> {
        int[] out = (int[]) target;
        for (int i = 0; i < count; i++) {
          out[start + i] = (int) in[i];
        }
      }
      case INT64, UINT64 -> System.arraycopy(in, 0, target, start, count);
      default -> throw new AssertionError(to);
    }
  }

  /** Elements from raw bytes in the buffer's byte order, from its position on. */
  static Object decode(DType dtype, ByteBuffer bytes, int count) {
    Object elements = allocate(dtype, count);
    switch (dtype) {
      case BOOL -> {
        byte[] out = (byte[]) elements;
        bytes.get(out);
        for (int i = 0; i < count; i++) {
          out[i] = (byte) (out[i] != 0 ? 1 : 0);
        }
      }
      case INT8, UINT8 -> bytes.get((byte[]) elements);
      case INT16, UINT16, FLOAT16, BFLOAT16 -> bytes.asShortBuffer().get((short[]) elements);
      case INT32, UINT32 -> bytes.asIntBuffer().get((int[]) elements);
      case INT64, UINT64 -> bytes.asLongBuffer().get((long[]) elements);
      case FLOAT32 -> bytes.asFloatBuffer().get((float[]) elements);
      case FLOAT64 -> bytes.asDoubleBuffer().get((double[]) elements);
      case STRING -> throw new AssertionError(dtype);
    }
    return elements;
  }

  /** Raw bytes of {@code count} elements into an empty buffer, in its byte order. */
  static void encode(DType dtype, Object elements, int start, int count, ByteBuffer bytes) {
    switch (dtype) {
      case BOOL, INT8, UINT8 -> bytes.duplicate().put((byte[]) elements, start, count);
      case INT16, UINT16, FLOAT16, BFLOAT16 ->
          bytes.asShortBuffer().put((short[]) elements, start, count);
      case INT32, UINT32 -> bytes.asIntBuffer().put((int[]) elements, start, count);
      case INT64, UINT64 -> bytes.asLongBuffer().put((long[]) elements, start, count);
      case FLOAT32 -> bytes.asFloatBuffer().put((float[]) elements, start, count);
      case FLOAT64 -> bytes.asDoubleBuffer().put((double[]) elements, start, count);
      case STRING -> throw new AssertionError(dtype);
    }
  }

  /** The wrapping array is one level up, so the deep methods compare and hash the elements. */
  static boolean equal(Object a, Object b) {
    return Arrays.deepEquals(new Object[] {a}, new Object[] {b});
  }

  static int hash(Object elements) {
    return Arrays.deepHashCode(new Object[] {elements});
  }

  /** The first elements as text, with an ellipsis where there are more. */
  static String preview(DType dtype, Object elements, int limit) {
    int length = length(elements);
    int shown = Math.min(length, limit);
    Object some = allocate(dtype, shown);
    System.arraycopy(elements, 0, some, 0, shown);
    String text =
        switch (dtype) {
          case BOOL -> {
            byte[] in = (byte[]) some;
            String[] names = new String[shown];
            for (int i = 0; i < shown; i++) {
              names[i] = in[i] != 0 ? "true" : "false";
            }
            yield String.join(", ", names);
          }
          case FLOAT16, BFLOAT16, FLOAT32 -> inside(Arrays.toString(floats(dtype, some)));
          case FLOAT64 -> inside(Arrays.toString((double[]) some));
          case UINT64 -> {
            String[] digits = new String[shown];
            for (int i = 0; i < shown; i++) {
              digits[i] = Long.toUnsignedString(((long[]) some)[i]);
            }
            yield String.join(", ", digits);
          }
          case STRING -> inside(Arrays.toString(strings(dtype, some)));
          default -> inside(Arrays.toString(longs(dtype, some)));
        };
    return "[" + text + (shown < length ? ", ...]" : "]");
  }

  private static String inside(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }
}
