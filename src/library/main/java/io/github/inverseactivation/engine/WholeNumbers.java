package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.topology.NetworkInput;

/** Whether the numbers for an input of integers are such that a network can compute with them. */
final class WholeNumbers {
  /** A float has all whole numbers up to here. */
  private static final long EXACT = 1L << 24;

  private WholeNumbers() {}

  /** Refuses numbers that the declared type or the type computed in does not have. */
  static void check(NetworkInput input, Array array) {
    DType declared = input.dtype();
    if (declared.isFloating() || declared == DType.BOOL) {
      return;
    }
    long least = least(declared);
    long most = most(declared);
    if (array.dtype() == DType.BOOL
        || !array.dtype().isFloating()
            && array.dtype().bytes() < Integer.BYTES
            && least(array.dtype()) >= least
            && most(array.dtype()) <= most) {
      return;
    }
    switch (array.dtype()) {
      case INT32 -> {
        for (int number : (int[]) array.elements()) {
          if (number < least || number > most || !isExact(number)) {
            throw refused(input, String.valueOf(number));
          }
        }
      }
      case INT64 -> {
        for (long number : (long[]) array.elements()) {
          if (number < least || number > most || !isExact(number)) {
            throw refused(input, String.valueOf(number));
          }
        }
      }
      default -> {
        for (double number : array.doubles()) {
          double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
          if (!(whole >= least && whole <= most && whole == (float) whole)) {
            throw refused(input, String.valueOf(number));
          }
        }
      }
    }
  }

  private static boolean isExact(long number) {
    float rounded = number;
    return rounded < 0x1p63f && (long) rounded == number;
  }

  private static long least(DType type) {
    if (type.isUnsigned()) {
      return 0;
    }
    return type.bytes() == Long.BYTES ? Long.MIN_VALUE : -1L << (8 * type.bytes() - 1);
  }

  private static long most(DType type) {
    int bits = 8 * type.bytes() - (type.isUnsigned() ? 0 : 1);
    return bits >= Long.SIZE - 1 ? Long.MAX_VALUE : (1L << bits) - 1;
  }

  private static IllegalArgumentException refused(NetworkInput input, String number) {
    return new IllegalArgumentException(
        "input '"
            + input.name()
            + "' is of "
            + input.dtype()
            + ", and "
            + number
            + " is no number that it can have here: from "
            + Math.max(least(input.dtype()), -EXACT)
            + " to "
            + Math.min(most(input.dtype()), EXACT)
            + " all whole numbers are exact. Give others as floats to an input of float32, or leave"
            + " them out");
  }
}
