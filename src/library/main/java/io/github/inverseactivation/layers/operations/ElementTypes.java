package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/**
 * The types of elements in operations, by Keras's rules: {@link DType#FLOAT32} stands for the
 * floating-point type that is computed in.
 */
final class ElementTypes {
  private ElementTypes() {}

  /** The runtime's type. */
  static DataType of(DType type, DataType floating) {
    return switch (type) {
      case BOOL -> DataType.DT_BOOL;
      case INT8 -> DataType.DT_INT8;
      case UINT8 -> DataType.DT_UINT8;
      case INT16 -> DataType.DT_INT16;
      case UINT16 -> DataType.DT_UINT16;
      case INT32 -> DataType.DT_INT32;
      case UINT32 -> DataType.DT_UINT32;
      case INT64 -> DataType.DT_INT64;
      case UINT64 -> DataType.DT_UINT64;
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> floating;
      case STRING -> throw new IllegalArgumentException("computes with numbers, not with strings");
    };
  }

  /** The type of a value of the runtime. */
  static DType of(Operand<? extends TType> x) {
    return switch (x.asOutput().dataType()) {
      case DT_BOOL -> DType.BOOL;
      case DT_INT8 -> DType.INT8;
      case DT_UINT8 -> DType.UINT8;
      case DT_INT16 -> DType.INT16;
      case DT_UINT16 -> DType.UINT16;
      case DT_INT32 -> DType.INT32;
      case DT_UINT32 -> DType.UINT32;
      case DT_INT64 -> DType.INT64;
      case DT_UINT64 -> DType.UINT64;
      default -> DType.FLOAT32;
    };
  }

  /** The type that a text names, FLOAT32 for every floating-point type. */
  static DType named(String name) {
    DType type =
        switch (name) {
          case "int" -> DType.INT32;
          case "float" -> DType.FLOAT32;
          default ->
              DType.named(name)
                  .orElseThrow(
                      () -> new IllegalArgumentException("there is no type '" + name + "' here"));
        };
    return type.isFloating() ? DType.FLOAT32 : type;
  }

  /**
   * The type in which an operation computes.
   *
   * @param strong the types of tensors and constants
   * @param whole whether a number without a fraction takes part
   * @param real whether a number with a fraction takes part
   */
  static DType together(List<DType> strong, boolean whole, boolean real) {
    if (strong.isEmpty()) {
      return real ? DType.FLOAT32 : DType.INT32;
    }
    DType all = strong.stream().reduce(DTypes::promoted).orElseThrow();
    if (all.isFloating() || real) {
      return DType.FLOAT32;
    }
    return whole && all == DType.BOOL ? DType.INT32 : all;
  }
}
