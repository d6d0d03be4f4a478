package io.github.inverseactivation.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The element types of an {@link Array}, with NumPy's and TensorFlow's names in capitals. */
public enum DType {
  /** Truth values, one byte each, in a {@code byte[]}: 0 or 1. */
  BOOL(1),
  /** Signed 8-bit integers, in a {@code byte[]}. */
  INT8(1),
  /** Unsigned 8-bit integers, in a {@code byte[]}. */
  UINT8(1),
  /** Signed 16-bit integers, in a {@code short[]}. */
  INT16(2),
  /** Unsigned 16-bit integers, in a {@code short[]}. */
  UINT16(2),
  /** Signed 32-bit integers, in an {@code int[]}. */
  INT32(4),
  /** Unsigned 32-bit integers, in an {@code int[]}. */
  UINT32(4),
  /** Signed 64-bit integers, in a {@code long[]}. */
  INT64(8),
  /** Unsigned 64-bit integers, in a {@code long[]}. */
  UINT64(8),
  /** IEEE half precision, its bits in a {@code short[]}. */
  FLOAT16(2),
  /** The upper half of a float32, its bits in a {@code short[]}. */
  BFLOAT16(2),
  /** Single precision, in a {@code float[]}. */
  FLOAT32(4),
  /** Double precision, in a {@code double[]}. */
  FLOAT64(8),
  /** Byte strings (UTF-8 when they are text), in a {@code byte[][]}. */
  STRING(0);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The size of one element in bytes, 0 for {@link #STRING}.
   *
   * @return the size in bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether elements are floating-point numbers.
   *
   * @return true for the four floating-point types
   */
  public boolean isFloating() {
    return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /**
   * Whether elements are integers without a sign.
   *
   * @return true for the four unsigned types
   */
  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  /**
   * The type of a name as Python spells it.
   *
   * @param name such as {@code int32}
   * @return the type, empty if there is none of that name
   */
  public static Optional<DType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.toString().equals(name)).findFirst();
  }

  /** The name as Python spells it, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
