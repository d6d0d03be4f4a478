package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

/** The name, element type and shape of an input or output of a {@link SignatureInfo}. */
public final class TensorSpec {
  private final String name;
  private final DType dtype;
  private final long[] shape;

  /** A null shape is one of unknown rank. */
  TensorSpec(String name, DType dtype, long[] shape) {
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
  }

  /**
   * The name within the signature.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The element type.
   *
   * @return the element type
   */
  public DType dtype() {
    return dtype;
  }

  /**
   * The number of dimensions.
   *
   * @return the rank, empty when any rank may come
   */
  public OptionalInt rank() {
    return shape == null ? OptionalInt.empty() : OptionalInt.of(shape.length);
  }

  /**
   * The sizes of the dimensions.
   *
   * @return a copy of the shape, with -1 for a size that may vary; no dimensions when {@link #rank}
   *     is empty
   */
  public long[] shape() {
    return shape == null ? new long[0] : shape.clone();
  }

  /** Throws an exception that says what arrived and what was expected. */
  void check(Array array, String place) {
    Objects.requireNonNull(array, place);
    if (array.dtype() != dtype) {
      throw new IllegalArgumentException(
          place + " takes " + dtype + ", but " + array.dtype() + " was given; convert it first");
    }
    long[] given = array.shape();
    boolean fits = shape == null || given.length == shape.length;
    for (int i = 0; fits && shape != null && i < shape.length; i++) {
      fits = shape[i] < 0 || shape[i] == given[i];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          place
              + " takes the shape "
              + Arrays.toString(shape)
              + (Arrays.stream(shape).anyMatch(size -> size < 0) ? " (-1: any size)" : "")
              + ", but "
              + Arrays.toString(given)
              + " was given");
    }
  }

  /** Such as {@code x: float32 [-1, 28, 28]}. */
  @Override
  public String toString() {
    return name + ": " + dtype + " " + (shape == null ? "of any shape" : Arrays.toString(shape));
  }
}
