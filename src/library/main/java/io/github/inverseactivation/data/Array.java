package io.github.inverseactivation.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
   * Unsigned bytes, such as the pixels of images.
   *
   * @param elements the elements in row-major order; not copied
   * @param shape the sizes of the dimensions, as in {@link #of(float[], long...)}
   * @return an array of {@link DType#UINT8}
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public static Array uint8(byte[] elements, long... shape) {
    return new Array(DType.UINT8, elements, elements.length, shape);
  }

  /**
   * A vector of texts.
   *
   * @param texts the texts; encoded as UTF-8
   * @return an array of {@link DType#STRING} with one dimension
   */
  public static Array ofStrings(String... texts) {
    byte[][] elements = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      elements[i] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
    return new Array(DType.STRING, elements, elements.length, new long[0]);
  }

  /**
   * A matrix.
   *
   * @param rows the rows, all of one length; copied
   * @return an array of {@link DType#FLOAT32} with two dimensions
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Array of(float[][] rows) {
    return Nested.flatten(rows);
  }

  /**
   * Numbers in three dimensions.
   *
   * @param nested the numbers, rectangular; copied
   * @return an array of {@link DType#FLOAT32} with three dimensions
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Array of(float[][][] nested) {
    return Nested.flatten(nested);
  }

  /**
   * Numbers in four dimensions, such as a batch of images.
   *
   * @param nested the numbers, rectangular; copied
   * @return an array of {@link DType#FLOAT32} with four dimensions
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Array of(float[][][][] nested) {
    return Nested.flatten(nested);
  }

  /**
   * A matrix in double precision.
   *
   * @param rows the rows, all of one length; copied
   * @return an array of {@link DType#FLOAT64} with two dimensions
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Array of(double[][] rows) {
    return Nested.flatten(rows);
  }

  /**
   * A matrix of whole numbers.
   *
   * @param rows the rows, all of one length; copied
   * @return an array of {@link DType#INT32} with two dimensions
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Array of(int[][] rows) {
    return Nested.flatten(rows);
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
    Class<?> expected = Elements.storage(dtype);
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
    return new Array(dtype, elements, Elements.length(elements), shape);
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
    return Elements.length(elements);
  }

  /**
   * The Java array behind this one, of the kind {@link DType} names; not a copy.
   *
   * @return the elements in row-major order
   */
  public Object elements() {
    return elements;
  }

  /**
   * The elements in single precision. Halves are decoded, unsigned types are read as unsigned.
   *
   * @return the array behind this one if its type is {@link DType#FLOAT32}, otherwise a copy
   * @throws IllegalArgumentException if this is an array of strings
   */
  public float[] floats() {
    return Elements.floats(dtype, elements);
  }

  /**
   * The elements in double precision.
   *
   * @return the array behind this one if its type is {@link DType#FLOAT64}, otherwise a copy
   * @throws IllegalArgumentException if this is an array of strings
   */
  public double[] doubles() {
    return Elements.doubles(dtype, elements);
  }

  /**
   * The elements as whole numbers, by the rules of {@link #cast}; those of {@link DType#UINT64}
   * keep their bits, for {@link Long#toUnsignedString(long)} and its kind.
   *
   * @return the array behind this one if it is a {@code long[]}, otherwise a copy
   * @throws IllegalArgumentException if this is an array of strings
   */
  public long[] longs() {
    return Elements.longs(dtype, elements);
  }

  /**
   * The elements as texts, decoded from UTF-8.
   *
   * @return a new array of texts
   * @throws IllegalArgumentException if this is not an array of strings
   */
  public String[] strings() {
    return Elements.strings(dtype, elements);
  }

  /**
   * The elements in another type. Where NumPy's {@code astype} is defined this is the same: between
   * integers the low bits are kept (300 becomes 44 in uint8), to floating point the nearest value
   * is taken (beyond float16's 65504: infinity), to bool all but 0 is true. From floating point to
   * integers, where NumPy leaves overflow undefined, the fraction is dropped, values beyond the
   * range become its nearest end, and NaN becomes 0.
   *
   * @param newType the wanted type
   * @return this array if it has the type already, otherwise a converted copy of the same shape
   * @throws IllegalArgumentException if just one of the two types is {@link DType#STRING}
   */
  public Array cast(DType newType) {
    Object cast = Elements.cast(dtype, elements, newType);
    return cast == elements ? this : new Array(newType, cast, shape, size());
  }

  /**
   * The number of rows: the size of the first dimension.
   *
   * @return the size of the first dimension
   * @throws IllegalArgumentException if this is a scalar
   */
  public int rows() {
    if (shape.length == 0) {
      throw new IllegalArgumentException("a scalar has no rows; reshape(1) makes it a vector");
    }
    return (int) shape[0];
  }

  /**
   * A run of rows, in Python {@code array[from:to]}.
   *
   * @param from the first row
   * @param to the row after the last
   * @return a copy of these rows
   * @throws IllegalArgumentException unless 0 &lt;= from &lt;= to &lt;= rows
   */
  public Array rows(int from, int to) {
    if (from < 0 || from > to || to > rows()) {
      throw new IllegalArgumentException(
          "rows " + from + " to " + to + " of an array with " + rows() + " rows");
    }
    int width = rowWidth();
    Object some = Elements.allocate(dtype, (to - from) * width);
    System.arraycopy(elements, from * width, some, 0, (to - from) * width);
    return new Array(dtype, some, withRows(to - from), (to - from) * width);
  }

  /** One row without the first dimension, in Python {@code array[row]}. */
  Array row(int row) {
    return rows(row, row + 1).reshape(Arrays.copyOfRange(shape, 1, shape.length));
  }

  /**
   * Chosen rows in a chosen order, in Python {@code array[indices]}.
   *
   * @param indices row numbers, each 0 to rows - 1; repetition is allowed
   * @return a new array with one row for each index
   * @throws IllegalArgumentException if an index is out of range
   */
  public Array gather(int[] indices) {
    return gather(indices, 0, indices.length);
  }

  /** {@link #gather(int[])} for a run of the indices: a batch is a run of an epoch's order. */
  Array gather(int[] indices, int from, int to) {
    int rows = rows();
    int width = rowWidth();
    Object some = Elements.allocate(dtype, Math.multiplyExact(to - from, width));
    for (int i = from; i < to; i++) {
      int row = indices[i];
      if (row < 0 || row >= rows) {
        throw new IllegalArgumentException("row " + row + " of an array with " + rows + " rows");
      }
      System.arraycopy(elements, row * width, some, (i - from) * width, width);
    }
    return new Array(dtype, some, withRows(to - from), (to - from) * width);
  }

  /**
   * Arrays one after the other along the first dimension.
   *
   * @param arrays at least one; alike in type and in all dimensions but the first
   * @return a new array with the rows of all
   * @throws IllegalArgumentException if there is none or they are not alike
   */
  public static Array concatenate(List<Array> arrays) {
    if (arrays.isEmpty()) {
      throw new IllegalArgumentException("concatenate needs at least one array, got none");
    }
    Array first = arrays.get(0);
    int rows = 0;
    int size = 0;
    for (Array array : arrays) {
      if (array.dtype != first.dtype
          || !Arrays.equals(array.withRows(0), first.withRows(0))
          || array.rank() != first.rank()) {
        throw new IllegalArgumentException("cannot concatenate " + first + " and " + array);
      }
      rows = Math.addExact(rows, array.rows());
      size = Math.addExact(size, array.size());
    }
    Object all = Elements.allocate(first.dtype, size);
    int at = 0;
    for (Array array : arrays) {
      System.arraycopy(array.elements, 0, all, at, array.size());
      at += array.size();
    }
    return new Array(first.dtype, all, first.withRows(rows), at);
  }

  private int rowWidth() {
    int rows = rows();
    return rows == 0 ? 0 : size() / rows;
  }

  private long[] withRows(long rows) {
    rows(); // a scalar has none
    long[] changed = shape.clone();
    changed[0] = rows;
    return changed;
  }

  static long sizeOf(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has a negative dimension");
      }
      if (dimension > Integer.MAX_VALUE || size != 0 && dimension > Long.MAX_VALUE / size) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has more elements than can be counted");
      }
      size *= dimension;
    }
    return size;
  }

  /** Compares type, shape and elements; NaN equals NaN, and 0.0 differs from -0.0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Array that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && Elements.equal(elements, that.elements);
  }

  /** A hash of all elements: it takes as long as reading them. */
  @Override
  public int hashCode() {
    return Objects.hash(dtype, Arrays.hashCode(shape), Elements.hash(elements));
  }

  /** The type, the shape and the first elements, on one line. */
  @Override
  public String toString() {
    String preview = Elements.preview(dtype, elements, 8);
    return "Array(" + dtype + ", " + Arrays.toString(shape) + ", " + preview + ")";
  }
}
