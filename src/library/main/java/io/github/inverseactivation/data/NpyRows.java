package io.github.inverseactivation.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of an NPY file that stays on the disk: the system maps it into memory as it is used. */
final class NpyRows {
  /** As much as is mapped in one piece, unless one row is larger. */
  private static final long SEGMENT = 1L << 30;

  private final NpyType type;
  private final long[] rowShape;
  private final int rowBytes;
  private final long rows;
  private final long rowsInSegment;
  private final List<ByteBuffer> segments = new ArrayList<>();

  private NpyRows(Path path, NpyHeader header, NpyType type) throws IOException {
    long[] shape = header.shape();
    if (header.fortranOrder() || type.dtype() == DType.STRING || shape.length == 0) {
      throw new FormatException(
          path
              + ": rows of numbers in row-major order are expected, found "
              + (header.fortranOrder() ? "Fortran's order" : header.descr())
              + " "
              + Arrays.toString(shape));
    }
    if (shape[0] < 1 || shape[0] > Reading.MAX_ARRAY) {
      throw new FormatException(
          path + ": has " + shape[0] + " examples, expected 1 to " + Reading.MAX_ARRAY);
    }
    this.type = type;
    this.rowShape = Arrays.copyOfRange(shape, 1, shape.length);
    this.rowBytes = rowBytes(path, header);
    this.rows = shape[0];
    this.rowsInSegment = Math.max(1, SEGMENT / Math.max(1, rowBytes));
    long needed = rows * rowBytes;
    long found = Files.size(path) - header.bytes();
    if (needed != found) {
      throw new FormatException(
          path + ": shape needs " + Reading.size(needed) + ", file has " + Reading.size(found));
    }
    map(path, header.bytes());
  }

  private int rowBytes(Path path, NpyHeader header) {
    try {
      return Math.toIntExact(Math.multiplyExact(Array.sizeOf(rowShape), type.width()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new FormatException(
          path + ": a row of shape " + Arrays.toString(header.shape()) + " is larger than 2.1 GB",
          e);
    }
  }

  private void map(Path path, long start) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      for (long row = 0; row < rows; row += rowsInSegment) {
        long size = Math.min(rowsInSegment, rows - row) * rowBytes;
        segments.add(channel.map(FileChannel.MapMode.READ_ONLY, start + row * rowBytes, size));
      }
    }
  }

  static NpyRows open(Path path) throws IOException {
    NpyHeader header;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      header = NpyHeader.read(in, path.toString());
    }
    return new NpyRows(path, header, NpyType.parse(header.descr(), path.toString()));
  }

  long rows() {
    return rows;
  }

  Array row(long number) {
    ByteBuffer segment = segments.get((int) (number / rowsInSegment));
    int from = (int) (number % rowsInSegment) * rowBytes;
    ByteBuffer bytes = segment.slice(from, rowBytes).order(type.order());
    int count = rowBytes / type.width();
    return Array.of(type.dtype(), Elements.decode(type.dtype(), bytes, count)).reshape(rowShape);
  }
}
