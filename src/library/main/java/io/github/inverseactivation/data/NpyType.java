package io.github.inverseactivation.data;

import java.nio.ByteOrder;

/**
 * A NumPy type description such as {@code <f4}, {@code |S12} or {@code >U3}.
 *
 * @param dtype the element type
 * @param order the byte order
 * @param width the bytes of one element
 * @param unicode for strings, whether they are four-byte code points rather than bytes
 */
record NpyType(DType dtype, ByteOrder order, int width, boolean unicode) {

  static NpyType parse(String descr, String name) {
    if (descr.matches("[<>=|]?O\\d*")) {
      throw new FormatException(name + ": pickled objects are not supported");
    }
    if (!descr.matches("[<>=|]?[A-Za-z]\\d{1,9}")) {
      throw unsupported(descr, name);
    }
    boolean marked = !Character.isLetter(descr.charAt(0));
    char mark = marked ? descr.charAt(0) : '=';
    ByteOrder order =
        switch (mark) {
          case '<' -> ByteOrder.LITTLE_ENDIAN;
          case '>' -> ByteOrder.BIG_ENDIAN;
          default -> ByteOrder.nativeOrder();
        };
    String type = marked ? descr.substring(1) : descr;
    int number = Integer.parseInt(type.substring(1));
    if (type.charAt(0) == 'S' || type.charAt(0) == 'U') {
      boolean unicode = type.charAt(0) == 'U';
      if (number < 1 || number > Reading.MAX_ARRAY / 4) {
        throw unsupported(descr, name); // without a width, any number of elements fits in no bytes
      }
      return new NpyType(DType.STRING, order, unicode ? 4 * number : number, unicode);
    }
    DType dtype =
        switch (type) {
          case "b1" -> DType.BOOL;
          case "i1" -> DType.INT8;
          case "u1" -> DType.UINT8;
          case "i2" -> DType.INT16;
          case "u2" -> DType.UINT16;
          case "i4" -> DType.INT32;
          case "u4" -> DType.UINT32;
          case "i8" -> DType.INT64;
          case "u8" -> DType.UINT64;
          case "f2" -> DType.FLOAT16;
          case "f4" -> DType.FLOAT32;
          case "f8" -> DType.FLOAT64;
          default -> throw unsupported(descr, name);
        };
    return new NpyType(dtype, order, dtype.bytes(), false);
  }

  private static FormatException unsupported(String descr, String name) {
    return new FormatException(
        name
            + ": type '"
            + descr
            + "' is not supported; bool, integers, float16, float32, float64 and strings are");
  }

  /** The description of a numeric type in little-endian order. */
  static String descr(DType dtype) {
    return switch (dtype) {
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case UINT16 -> "<u2";
      case INT32 -> "<i4";
      case UINT32 -> "<u4";
      case INT64 -> "<i8";
      case UINT64 -> "<u8";
      case FLOAT16 -> "<f2";
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case BFLOAT16 ->
          throw new IllegalArgumentException(
              "NumPy has no bfloat16: cast the array to float32 before writing it");
      case STRING -> throw new AssertionError(dtype);
    };
  }
}
