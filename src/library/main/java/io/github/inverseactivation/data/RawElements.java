package io.github.inverseactivation.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Streams the elements of an array as bytes, through one small buffer. */
final class RawElements {
  private static final int BLOCK_BYTES = 1 << 16;

  private RawElements() {}

  static void write(Array array, ByteOrder order, OutputStream out) throws IOException {
    int width = array.dtype().bytes();
    int length = array.size();
    byte[] block = new byte[BLOCK_BYTES];
    int perBlock = BLOCK_BYTES / width;
    for (int start = 0; start < length; start += perBlock) {
      int count = Math.min(perBlock, length - start);
      ByteBuffer bytes = ByteBuffer.wrap(block).order(order);
      Elements.encode(array.dtype(), array.elements(), start, count, bytes);
      out.write(block, 0, count * width);
    }
  }
}
