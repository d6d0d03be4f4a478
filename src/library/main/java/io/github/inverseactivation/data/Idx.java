package io.github.inverseactivation.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The IDX format of MNIST and its kin, plain or compressed with gzip (told apart by content, not by
 * name): a magic number with element type and rank, the sizes, and the elements, all big-endian.
 * See the MNIST database of LeCun, Cortes and Burges.
 *
 * <p>Files from strangers are safe to read: memory follows the bytes that are really there.
 *
 * <pre>{@code
 * Array images = Idx.readImages(Path.of("train-images-idx3-ubyte.gz")); // uint8 [60000, 28, 28]
 * Array labels = Idx.readLabels(Path.of("train-labels-idx1-ubyte.gz")); // uint8 [60000]
 * }</pre>
 */
public final class Idx {
  private static final int IMAGES = 0x803; // 2051: unsigned bytes, three dimensions
  private static final int LABELS = 0x801; // 2049: unsigned bytes, one dimension
  private static final int MAX_RANK = 16;

  private Idx() {}

  /**
   * Reads a file of any element type and rank.
   *
   * @param path the file
   * @return its array
   * @throws FormatException if the file is not IDX, damaged, cut short, or goes on after its end
   * @throws IOException if the file cannot be read
   */
  public static Array read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString(), 0);
    }
  }

  /**
   * Reads images: unsigned bytes, [count, height, width], magic number 2051.
   *
   * @param path the file
   * @return its array of {@link DType#UINT8}
   * @throws FormatException as {@link #read(Path)}, or if it holds something else
   * @throws IOException if the file cannot be read
   */
  public static Array readImages(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return readImages(in, path.toString());
    }
  }

  /**
   * Reads images from a stream, which stays open.
   *
   * @param in the stream, read to its end
   * @param name what to call it in messages
   * @return its array of {@link DType#UINT8}
   * @throws FormatException as {@link #readImages(Path)}
   * @throws IOException if the stream cannot be read
   */
  public static Array readImages(InputStream in, String name) throws IOException {
    return read(in, name, IMAGES);
  }

  /**
   * Reads labels: unsigned bytes, [count], magic number 2049.
   *
   * @param path the file
   * @return its array of {@link DType#UINT8}
   * @throws FormatException as {@link #read(Path)}, or if it holds something else
   * @throws IOException if the file cannot be read
   */
  public static Array readLabels(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return readLabels(in, path.toString());
    }
  }

  /**
   * Reads labels from a stream, which stays open.
   *
   * @param in the stream, read to its end
   * @param name what to call it in messages
   * @return its array of {@link DType#UINT8}
   * @throws FormatException as {@link #readLabels(Path)}
   * @throws IOException if the stream cannot be read
   */
  public static Array readLabels(InputStream in, String name) throws IOException {
    return read(in, name, LABELS);
  }

  /**
   * Writes a file, atomically; compressed if its name ends in {@code .gz}.
   *
   * @param path the file
   * @param array an array of uint8, int8, int16, int32, float32 or float64 with 1 to 16 dimensions
   * @throws IllegalArgumentException if IDX has no such element type or rank
   * @throws IOException if writing fails; an existing file is left as it was
   */
  public static void write(Path path, Array array) throws IOException {
    int code = code(array.dtype());
    long[] shape = array.shape();
    if (shape.length < 1
        || shape.length > MAX_RANK
        || Arrays.stream(shape).max().orElse(0) >> 31 != 0) {
      throw new IllegalArgumentException(
          "IDX holds 1 to " + MAX_RANK + " dimensions below 2^31, got " + Arrays.toString(shape));
    }
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length).putInt(code << 8 | shape.length);
    for (long dimension : shape) {
      header.putInt((int) dimension);
    }
    boolean compressed = path.toString().endsWith(".gz");
    AtomicFile.write(
        path,
        file -> {
          OutputStream out = compressed ? new GZIPOutputStream(file, 1 << 16) : file;
          out.write(header.array());
          RawElements.write(array, ByteOrder.BIG_ENDIAN, out);
          if (out instanceof GZIPOutputStream gzip) {
            gzip.finish();
          }
        });
  }

  private static Array read(InputStream source, String name, int expectedMagic) throws IOException {
    try {
      return readPlain(plain(source), name, expectedMagic);
    } catch (ZipException e) {
      throw new FormatException(name + ": damaged gzip data: " + e.getMessage(), e);
    } catch (EOFException e) {
      throw new FormatException(name + ": the gzip data end early", e);
    }
  }

  private static InputStream plain(InputStream source) throws IOException {
    BufferedInputStream in = new BufferedInputStream(source, 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static Array readPlain(InputStream in, String name, int expectedMagic)
      throws IOException {
    byte[] start = Reading.upTo(in, 4);
    if (start.length < 4) {
      throw new FormatException(
          name + ": not an IDX file, it ends after " + start.length + " bytes");
    }
    int magic = ByteBuffer.wrap(start).getInt();
    checkMagic(name, magic, expectedMagic);
    DType dtype = dtype(magic >> 8);
    int rank = magic & 0xFF;
    byte[] sizes = Reading.upTo(in, 4 * rank);
    if (sizes.length < 4 * rank) {
      throw new FormatException(name + ": the header ends early, at byte " + (4 + sizes.length));
    }
    long[] shape = new long[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = ByteBuffer.wrap(sizes).getInt(4 * i) & 0xFFFF_FFFFL;
    }
    int bytes = byteCount(name, shape, dtype);
    byte[] data = Reading.upTo(in, bytes);
    String items = rank == 3 ? " images" : rank == 1 ? " labels" : " items";
    if (data.length < bytes) {
      throw new FormatException(
          name
              + ": header says "
              + shape[0]
              + items
              + ", data ends at "
              + data.length / (bytes / shape[0]));
    }
    if (in.read() >= 0) { // reading to the end also makes gzip compare its checksum
      throw new FormatException(name + ": header says " + shape[0] + items + ", but data go on");
    }
    return Array.of(
        dtype, Elements.decode(dtype, ByteBuffer.wrap(data), bytes / dtype.bytes()), shape);
  }

  private static void checkMagic(String name, int magic, int expected) {
    if (expected != 0 && magic != expected) {
      String guess =
          magic == LABELS ? ": a labels file?" : magic == IMAGES ? ": an images file?" : "";
      throw new FormatException(name + ": expected " + expected + ", found " + magic + guess);
    }
    int rank = magic & 0xFF;
    if (dtype(magic >> 8) == null || rank < 1 || rank > MAX_RANK) {
      throw new FormatException(
          name
              + ": not an IDX file: expected a magic number such as "
              + IMAGES
              + " (images) or "
              + LABELS
              + " (labels), found "
              + magic);
    }
  }

  private static int byteCount(String name, long[] shape, DType dtype) {
    long bytes = dtype.bytes();
    for (long dimension : shape) {
      // Sizes are below 2^32 and the product is kept below 2^31, so it cannot overflow.
      bytes *= dimension;
      if (bytes > Reading.MAX_ARRAY) {
        throw new FormatException(
            name + ": header says " + Arrays.toString(shape) + " " + dtype + ", limit 2.1 GB");
      }
    }
    return (int) bytes;
  }

  private static DType dtype(int code) {
    return switch (code) {
      case 0x08 -> DType.UINT8;
      case 0x09 -> DType.INT8;
      case 0x0B -> DType.INT16;
      case 0x0C -> DType.INT32;
      case 0x0D -> DType.FLOAT32;
      case 0x0E -> DType.FLOAT64;
      default -> null;
    };
  }

  private static int code(DType dtype) {
    return switch (dtype) {
      case UINT8 -> 0x08;
      case INT8 -> 0x09;
      case INT16 -> 0x0B;
      case INT32 -> 0x0C;
      case FLOAT32 -> 0x0D;
      case FLOAT64 -> 0x0E;
      default ->
          throw new IllegalArgumentException(
              "IDX holds uint8, int8, int16, int32, float32 or float64, got "
                  + dtype
                  + "; cast the array first");
    };
  }
}
