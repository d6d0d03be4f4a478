package io.github.inverseactivation.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * What one example of a data set looks like in one array: its element type and its shape, without
 * the batch dimension.
 *
 * @param dtype the element type
 * @param shape the sizes of one example's dimensions; empty for one number per example
 */
public record ArraySpec(DType dtype, long[] shape) {

  /**
   * The description of one example.
   *
   * @param dtype the element type
   * @param shape the sizes of one example's dimensions; copied
   */
  public ArraySpec {
    Objects.requireNonNull(dtype, "dtype");
    shape = shape.clone();
  }

  /** The description of one row of an array that has a first dimension. */
  static ArraySpec ofRows(Array array) {
    long[] shape = array.shape();
    return new ArraySpec(array.dtype(), Arrays.copyOfRange(shape, 1, shape.length));
  }

  /**
   * The sizes of one example's dimensions.
   *
   * @return a copy of the shape
   */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Compares type and shape. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ArraySpec that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape);
  }

  /** A hash of type and shape. */
  @Override
  public int hashCode() {
    return 31 * dtype.hashCode() + Arrays.hashCode(shape);
  }

  /** The type and the shape, such as {@code uint8[28, 28, 1]}. */
  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
