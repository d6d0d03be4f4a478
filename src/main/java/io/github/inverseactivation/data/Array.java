package io.github.inverseactivation.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * An n-dimensional array in Java's memory: an element type, a shape, and the elements in row-major
 * order in one primitive Java array.
 *
 * <p>It is what goes into and comes out of a model. The factory methods do not copy: the array and
 * the {@code Array} share their elements.
 *
 * <pre>{@code
 * Array images = Array.of(new float[2 * 28 * 28], 2, 28, 28, 1);
 * Array labels = Array.of(new int[] {7, 2});
 * }</pre>
 */
public final class Array {
  private final DType dtype;
  private final long[] shape;
  private final Object elements;

  private Array(DType dtype, Object elements, int length, long[] shape) {
    this(dtype, elements, shape.length == 0 ? new long[] {length} : shape.clone(), length);
  }

  private Array(DType dtype, Object elements, long[] shape, int length) {
    this.dtype = dtype;
    this.elements = elements;
    this.shape = shape;
    long expected = sizeOf(this.shape);
    if (expected != length) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(this.shape)
              + " has "
              + expected
              + " elements, but "
              + length
              + " were given");
    }
  }

  /**
   * Single-precision numbers.
   *
   * @param elements the elements in row-major order; not copied
   * @param shape the sizes of the dimensions; none means one dimension of all elements
   * @return the array
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public static Array of(float[] elements, long... shape) {
    return new Array(DType.FLOAT32, elements, elements.length, shape);
  }

  /**
   * Double-precision numbers.
   *
   * @param elements the elements in row-major order; not copied
   * @param shape the sizes of the dimensions, as in {@link #of(float[], long...)}
   * @return the array
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public static Array of(double[] elements, long... shape) {
    return new Array(DType.FLOAT64, elements, elements.length, shape);
  }

  /**
   * Signed 32-bit integers.
   *
   * @param elements the elements in row-major order; not copied
   * @param shape the sizes of the dimensions, as in {@link #of(float[], long...)}
   * @return the array
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public static Array of(int[] elements, long... shape) {
    return new Array(DType.INT32, elements, elements.length, shape);
  }

  /**
   * Signed 64-bit integers.
   *
   * @param elements the elements in row-major order; not copied
   * @param shape the sizes of the dimensions, as in {@link #of(float[], long...)}
   * @return the array
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public static Array of(long[] elements, long... shape) {
    return new Array(DType.INT64, elements, elements.length, shape);
  }

  /**
   * Elements of any type, in the Java array that {@link DType} names for it.
   *
   * @param dtype the element type
   * @param elements a primitive array of the kind that the type asks for ({@code byte[][]} for
   *     strings); not copied
   * @param shape the sizes of the dimensions, as in {@link #of(float[], long...)}
   * @return the array
   * @throws IllegalArgumentException if the Java array is of another kind or the shape does not
   *     have as many elements
   */
  public static Array of(DType dtype, Object elements, long... shape) {
    Objects.requireNonNull(dtype, "dtype");
    Class<?> expected = storage(dtype);
    if (!expected.isInstance(elements)) {
      throw new IllegalArgumentException(
          "elements of type "
              + dtype
              + " are held in "
              + expected.getSimpleName()
              + ", but "
              + (elements == null ? "null" : elements.getClass().getSimpleName())
              + " was given");
    }
    return new Array(dtype, elements, java.lang.reflect.Array.getLength(elements), shape);
  }

  /**
   * An array of rank 0.
   *
   * @param dtype the element type
   * @param elements a primitive array of one element, of the kind that the type asks for
   * @return the array
   * @throws IllegalArgumentException if there is not just one element
   */
  public static Array scalar(DType dtype, Object elements) {
    return of(dtype, elements, 1).reshape();
  }

  /**
   * The same elements under another shape.
   *
   * @param newShape the sizes of the dimensions; none makes a scalar
   * @return an array that shares this one's elements
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public Array reshape(long... newShape) {
    return new Array(dtype, elements, newShape.clone(), size());
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
   * The sizes of the dimensions.
   *
   * @return a copy of the shape
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * The number of dimensions.
   *
   * @return the rank, 0 for a scalar
   */
  public int rank() {
    return shape.length;
  }

  /**
   * The number of elements.
   *
   * @return the product of the shape
   */
  public int size() {
    return java.lang.reflect.Array.getLength(elements);
  }

  /**
   * The Java array behind this one, of the kind {@link DType} names; not a copy.
   *
   * @return the elements in row-major order
   */
  public Object elements() {
    return elements;
  }

  private static long sizeOf(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has a negative dimension");
      }
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  private static Class<?> storage(DType dtype) {
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

  @Override
  public String toString() {
    return "Array(" + dtype + ", " + Arrays.toString(shape) + ")";
  }
}
