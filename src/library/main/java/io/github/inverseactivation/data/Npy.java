package io.github.inverseactivation.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * NumPy's NPY format, one array in a file: what {@code numpy.save} writes and {@code numpy.load}
 * reads. All types of {@link DType} but bfloat16, in both byte orders; arrays in Fortran's order
 * are turned into row-major ones. Texts come from and go to NumPy's fixed-width strings.
 *
 * <p>Files from strangers are safe to read: pickled objects are refused, and a shape is compared
 * with the bytes that are there before memory is taken for it. One array may have up to 2.1 GB;
 * larger ones are read row by row with {@link #dataset}.
 *
 * <pre>{@code
 * Array x = Npy.read(Path.of("x.npy"));
 * Npy.write(Path.of("y.npy"), Array.of(new float[] {1, 2, 3, 4}, 2, 2));
 * }</pre>
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads a file.
   *
   * @param path the file
   * @return its array
   * @throws FormatException if the file is not NPY, damaged, cut short, goes on after its end, or
   *     holds a type that is not supported
   * @throws IOException if the file cannot be read
   */
  public static Array read(Path path) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return read(in, Files.size(path), "file", path.toString());
    }
  }

  /**
   * The rows of a file as examples to predict from. The file stays on the disk and may be larger
   * than the memory; with a seed, epochs are shuffled over all rows.
   *
   * @param inputs an array of numbers whose first dimension is the examples
   * @return the data set; the file must not change while it is used
   * @throws FormatException as {@link #read}, or if it holds texts or is in Fortran's order
   * @throws IOException if the file cannot be read
   */
  public static Dataset dataset(Path inputs) throws IOException {
    NpyRows rows = NpyRows.open(inputs);
    return new IndexedDataset(rows.rows(), i -> Example.of(rows.row(i)));
  }

  /**
   * The rows of two files as examples, as by {@link #dataset(Path)}.
   *
   * <pre>{@code
   * Dataset train = Npy.dataset(Path.of("x_train.npy"), Path.of("y_train.npy")).prefetch(2);
   * }</pre>
   *
   * @param inputs an array of numbers whose first dimension is the examples
   * @param targets an array of numbers with as many rows
   * @return the data set; the files must not change while it is used
   * @throws FormatException as {@link #dataset(Path)}, or if the files differ in their rows
   * @throws IOException if a file cannot be read
   */
  public static Dataset dataset(Path inputs, Path targets) throws IOException {
    NpyRows rows = NpyRows.open(inputs);
    NpyRows labels = NpyRows.open(targets);
    if (labels.rows() != rows.rows()) {
      throw new FormatException(
          targets + ": has " + labels.rows() + " examples, but " + inputs + " " + rows.rows());
    }
    return new IndexedDataset(rows.rows(), i -> Example.of(rows.row(i), labels.row(i)));
  }

  /**
   * Writes a file, atomically.
   *
   * @param path the file
   * @param array an array of any type but bfloat16
   * @throws IllegalArgumentException if the type is bfloat16, or a string ends in a zero byte
   * @throws IOException if writing fails; an existing file is left as it was
   */
  public static void write(Path path, Array array) throws IOException {
    AtomicFile.write(path, out -> write(out, array));
  }

  /** Reads {@code available} bytes to their end; {@code kind} is what has them, in messages. */
  static Array read(InputStream in, long available, String kind, String name) throws IOException {
    NpyHeader header = NpyHeader.read(in, name);
    NpyType type = NpyType.parse(header.descr(), name);
    long data = available - header.bytes();
    int needed = needed(header, type, data, kind, name);
    byte[] bytes = Reading.upTo(in, needed);
    if (bytes.length < needed) {
      throw new FormatException(
          name + ": shape needs " + Reading.size(needed) + ", data end after " + bytes.length);
    }
    if (in.read() >= 0) {
      throw new FormatException(name + ": data go on after the " + needed + " bytes of the array");
    }
    int count = needed / type.width();
    if (header.fortranOrder()) {
      bytes = rowMajor(bytes, header.shape(), type.width());
    }
    Object elements =
        type.dtype() == DType.STRING
            ? NpyStrings.decode(bytes, type, count, name)
            : Elements.decode(type.dtype(), ByteBuffer.wrap(bytes).order(type.order()), count);
    Array flat = Array.of(type.dtype(), elements);
    return flat.reshape(header.shape());
  }

  private static int needed(NpyHeader header, NpyType type, long data, String kind, String name) {
    long count;
    long needed;
    try {
      count = Array.sizeOf(header.shape());
      needed = Math.multiplyExact(count, type.width());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new FormatException(
          name + ": shape " + Arrays.toString(header.shape()) + " is larger than any memory", e);
    }
    if (needed != data) {
      throw new FormatException(
          name
              + ": shape needs "
              + Reading.size(needed)
              + ", "
              + kind
              + " has "
              + Reading.size(Math.max(0, data)));
    }
    if (needed > Reading.MAX_ARRAY) {
      throw new FormatException(
          name + ": an array of " + Reading.size(needed) + ", limit 2.1 GB; split it");
    }
    return (int) needed;
  }

  static void write(OutputStream out, Array array) throws IOException {
    if (array.dtype() == DType.STRING) {
      NpyStrings.Encoder strings = new NpyStrings.Encoder(array);
      out.write(NpyHeader.bytes(strings.descr(), array.shape()));
      strings.writeTo(out);
    } else {
      out.write(NpyHeader.bytes(NpyType.descr(array.dtype()), array.shape()));
      RawElements.write(array, ByteOrder.LITTLE_ENDIAN, out);
    }
  }

  /** Walks the target in its order while an odometer of indices tracks the place in the source. */
  private static byte[] rowMajor(byte[] source, long[] shape, int width) {
    int rank = shape.length;
    byte[] target = new byte[source.length];
    long[] strides = new long[rank];
    long stride = width;
    for (int d = 0; d < rank; d++) {
      strides[d] = stride;
      stride *= shape[d];
    }
    long[] index = new long[rank];
    long from = 0;
    for (int to = 0; to < target.length; to += width) {
      System.arraycopy(source, (int) from, target, to, width);
      for (int d = rank - 1; d >= 0; d--) {
        from += strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        from -= strides[d] * shape[d];
        index[d] = 0;
      }
    }
    return target;
  }
}
