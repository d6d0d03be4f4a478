package io.github.inverseactivation.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Damage to bytes of any meaning. */
final class Damage {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    0x7f,
    0xff,
    0x7fff,
    0xffff,
    1 << 20,
    1 << 28,
    Integer.MAX_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  /** Most of a small file is headers, and most of them are at its start. */
  private static final int START = 4096;

  private Damage() {}

  /** A copy with one to four changes. */
  static byte[] to(byte[] whole, Random random) {
    byte[] mutant = whole.clone();
    for (int change = random.nextInt(1 + random.nextInt(4));
        change >= 0 && mutant.length > 0;
        change--) {
      int reach = random.nextBoolean() ? mutant.length : Math.min(mutant.length, START);
      mutant = once(mutant, random.nextInt(reach), random);
    }
    return mutant;
  }

  /** A copy of the same length, for what has a size elsewhere. */
  static byte[] keepingSize(byte[] whole, Random random) {
    return Arrays.copyOf(to(whole, random), whole.length);
  }

  private static byte[] once(byte[] bytes, int at, Random random) {
    switch (random.nextInt(10)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2, 3 -> bytes[at] = (byte) random.nextInt(256);
      case 4 -> bytes[at] = -1;
      case 5 -> bytes[at] = 0;
      case 6 -> number(bytes, at, random);
      case 7 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 8 -> {
        return without(bytes, at, 1 + random.nextInt(16));
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(64), bytes.length - Math.max(at, from));
        System.arraycopy(bytes.clone(), from, bytes, at, length);
      }
    }
    return bytes;
  }

  private static void number(byte[] bytes, int at, Random random) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    int aligned = at & ~3;
    if (random.nextBoolean() && aligned + 8 <= bytes.length) {
      buffer.putLong(aligned, number);
    } else if (aligned + 4 <= bytes.length) {
      buffer.putInt(aligned, (int) number);
    }
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(bytes, 0, at);
    int next = Math.min(bytes.length, at + length);
    rest.write(bytes, next, bytes.length - next);
    return rest.toByteArray();
  }
}
