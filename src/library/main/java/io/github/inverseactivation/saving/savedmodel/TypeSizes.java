package io.github.inverseactivation.saving.savedmodel;

import org.tensorflow.proto.DataType;

/** The sizes of TensorFlow's element types. */
final class TypeSizes {
  private static final int REFERENCE_OFFSET = 100;

  private TypeSizes() {}

  /** Bytes per element, 0 where elements have no fixed size. */
  static int of(DataType type) {
    return switch (type) {
      case DT_BOOL, DT_INT8, DT_UINT8, DT_QINT8, DT_QUINT8, DT_FLOAT8_E5M2, DT_FLOAT8_E4M3FN -> 1;
      case DT_INT16, DT_UINT16, DT_QINT16, DT_QUINT16, DT_HALF, DT_BFLOAT16 -> 2;
      case DT_INT32, DT_UINT32, DT_QINT32, DT_FLOAT -> 4;
      case DT_INT64, DT_UINT64, DT_DOUBLE, DT_COMPLEX64 -> 8;
      case DT_COMPLEX128 -> 16;
      default -> 0;
    };
  }

  /** The type itself for a reference to it, as TensorFlow 1's variables have. */
  static DataType base(DataType type) {
    if (type == DataType.UNRECOGNIZED || type.getNumber() <= REFERENCE_OFFSET) {
      return type;
    }
    return DataType.forNumber(type.getNumber() - REFERENCE_OFFSET);
  }
}
