package io.github.inverseactivation.layers;

import io.github.inverseactivation.data.DType;
import java.util.List;

/**
 * Which types come out of layers. Whatever a value's type, a network computes in one floating-point
 * type, here called {@link DType#FLOAT32}; integers and truth values travel in it as exact numbers,
 * and get their own type where they leave the network.
 *
 * <p>Source: Keras, {@code backend.result_type} and the casts of {@code Layer.__call__}.
 */
public final class DTypes {
  private DTypes() {}

  /**
   * The type of what layers put out that move or choose numbers and change none: that of the
   * inputs, where these are integers or truth values.
   *
   * @param inputs the types of the inputs
   * @return the type to which the inputs' types are promoted; FLOAT32 if one is floating or there
   *     is none
   */
  public static DType kept(List<DType> inputs) {
    return inputs.stream().reduce(DTypes::promoted).orElse(DType.FLOAT32).isFloating()
        ? DType.FLOAT32
        : inputs.stream().reduce(DTypes::promoted).orElseThrow();
  }

  /**
   * The type of sums, differences and products.
   *
   * @param inputs the types of the inputs
   * @return as {@link #kept}
   * @throws IllegalArgumentException if it is a type whose numbers overflow, or truth values, which
   *     Keras cannot add
   */
  public static DType computed(List<DType> inputs) {
    DType kept = kept(inputs);
    if (kept != DType.FLOAT32 && kept.bytes() < Integer.BYTES) {
      throw new IllegalArgumentException(
          "computes with floating-point numbers, int32 or int64, not with "
              + kept
              + ", which would overflow: declare the input as float32, or put a Rescaling(1)"
              + " before");
    }
    return kept;
  }

  /**
   * The type that holds the numbers of two others, by Keras's rules.
   *
   * @param one a type
   * @param other another, or the same
   * @return the type of both together
   * @throws IllegalArgumentException for strings, or if no integers hold both
   */
  public static DType promoted(DType one, DType other) {
    if (one == DType.STRING || other == DType.STRING) {
      throw new IllegalArgumentException("computes with numbers, not with strings");
    }
    if (one == other) {
      return one;
    }
    if (one.isFloating() || other.isFloating()) {
      return DType.FLOAT32;
    }
    if (one == DType.BOOL || other == DType.BOOL) {
      return one == DType.BOOL ? other : one;
    }
    if (one.isUnsigned() == other.isUnsigned()) {
      return one.bytes() > other.bytes() ? one : other;
    }
    DType unsigned = one.isUnsigned() ? one : other;
    DType signed = one.isUnsigned() ? other : one;
    if (signed.bytes() > unsigned.bytes()) {
      return signed;
    }
    return switch (unsigned) {
      case UINT8 -> DType.INT16;
      case UINT16 -> DType.INT32;
      case UINT32 -> DType.INT64;
      default -> DType.FLOAT32;
    };
  }
}
