package io.github.inverseactivation.saving.savedmodel;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.inverseactivation.data.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;

/**
 * The index of a TensorFlow checkpoint: which tensors it holds, and where in the data files.
 *
 * <p>The file is a LevelDB table (tensorflow/core/lib/io/table_format.txt): blocks of sorted
 * entries, each followed by a type byte and a masked CRC-32C, an index block that lists the others,
 * and a footer of 48 bytes. The entry with the empty key is the header; every other one describes a
 * tensor.
 */
final class CheckpointIndex {
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;
  private static final int TRAILER = 5;
  private static final int MASK_DELTA = 0xa282ead8;

  private final ByteBuffer file;
  private final Map<String, BundleEntryProto> entries = new LinkedHashMap<>();
  private BundleHeaderProto header;

  private CheckpointIndex(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads an index.
   *
   * @param bytes the whole file
   * @throws FormatException if it is damaged
   */
  static CheckpointIndex parse(byte[] bytes) {
    CheckpointIndex index = new CheckpointIndex(bytes);
    try {
      index.read();
    } catch (IndexOutOfBoundsException
        | ArithmeticException
        | java.nio.BufferUnderflowException
        | IllegalArgumentException
        | InvalidProtocolBufferException e) {
      if (e instanceof FormatException format) {
        throw format;
      }
      throw new FormatException("variables.index is damaged", e);
    }
    return index;
  }

  BundleHeaderProto header() {
    return header;
  }

  /** The tensors by name, without the header. */
  Map<String, BundleEntryProto> entries() {
    return entries;
  }

  private void read() throws InvalidProtocolBufferException {
    int size = file.capacity();
    if (size < FOOTER || file.getLong(size - 8) != MAGIC) {
      throw new FormatException("variables.index is not a checkpoint's index, or ends early");
    }
    ByteBuffer footer = slice(size - FOOTER, FOOTER);
    varint(footer);
    varint(footer);
    for (Map.Entry<ByteString, ByteString> block : block(varint(footer), varint(footer))) {
      ByteBuffer handle = block.getValue().asReadOnlyByteBuffer();
      for (Map.Entry<ByteString, ByteString> entry : block(varint(handle), varint(handle))) {
        if (entry.getKey().isEmpty()) {
          header = BundleHeaderProto.parseFrom(entry.getValue());
        } else {
          entries.put(
              entry.getKey().toString(StandardCharsets.ISO_8859_1),
              BundleEntryProto.parseFrom(entry.getValue()));
        }
      }
    }
    if (header == null) {
      throw new FormatException("variables.index has no header");
    }
  }

  private List<Map.Entry<ByteString, ByteString>> block(long offset, long length) {
    if (offset < 0 || length < 4 || offset > file.capacity() - length - TRAILER) {
      throw new FormatException("variables.index names a block outside itself");
    }
    int start = (int) offset;
    int size = (int) length;
    CRC32C crc = new CRC32C();
    crc.update(slice(start, size + 1));
    int sum = (int) crc.getValue();
    if (Integer.rotateRight(sum, 15) + MASK_DELTA != file.getInt(start + size + 1)) {
      throw new FormatException("variables.index is damaged (checksum)");
    }
    if (file.get(start + size) != 0) {
      throw new FormatException("variables.index is compressed, which TensorFlow's never are");
    }
    ByteBuffer block = slice(start, size);
    long restarts = Integer.toUnsignedLong(block.getInt(size - 4));
    long end = size - 4 - 4 * restarts;
    List<Map.Entry<ByteString, ByteString>> found = new ArrayList<>();
    byte[] key = new byte[0];
    while (block.position() < end) {
      int shared = Math.toIntExact(varint(block));
      int fresh = Math.toIntExact(varint(block));
      int value = Math.toIntExact(varint(block));
      if (shared > key.length
          || fresh < 0
          || value < 0
          || (long) fresh + value > block.remaining()) {
        throw new FormatException("variables.index is damaged");
      }
      key = Arrays.copyOf(key, shared + fresh);
      block.get(key, shared, fresh);
      byte[] content = new byte[value];
      block.get(content);
      found.add(Map.entry(ByteString.copyFrom(key), ByteString.copyFrom(content)));
    }
    return found;
  }

  private ByteBuffer slice(int offset, int length) {
    return file.slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new FormatException("variables.index is damaged");
  }

  /**
   * Checks that every tensor lies within its data file and is as large as its shape says.
   *
   * @param dataSizes the sizes of the data files, in order
   * @throws FormatException naming the tensor that does not
   */
  void checkGeometry(long[] dataSizes) {
    entries.forEach(
        (name, entry) -> {
          String place = "variables.index: " + name;
          if (entry.getSlicesCount() > 0) {
            throw new FormatException(place + " is stored in slices, which is not supported");
          }
          if (entry.getShardId() < 0 || entry.getShardId() >= dataSizes.length) {
            throw new FormatException(
                place + " is in file " + entry.getShardId() + " of " + dataSizes.length);
          }
          long available = dataSizes[entry.getShardId()];
          if (entry.getOffset() < 0
              || entry.getSize() < 0
              || entry.getOffset() > available
              || entry.getSize() > available - entry.getOffset()) {
            throw new FormatException(
                place
                    + " ends at byte "
                    + (entry.getOffset() + entry.getSize())
                    + ", but its data file has "
                    + available);
          }
          if (entry.getShape().getUnknownRank()
              || entry.getShape().getDimList().stream().anyMatch(dim -> dim.getSize() < 0)) {
            throw new FormatException(place + " has no definite shape");
          }
          long elements = ValueChecker.checkShape(entry.getShape(), place);
          checkSize(place, entry, elements);
        });
  }

  private static void checkSize(String place, BundleEntryProto entry, long elements) {
    int bytes = TypeSizes.of(entry.getDtype());
    boolean strings = entry.getDtype() == DataType.DT_STRING;
    if (bytes == 0 && !strings && entry.getDtype() != DataType.DT_VARIANT) {
      throw new FormatException(place + " is of type " + entry.getDtype() + ", which is refused");
    }
    // A string takes at least the byte that holds its length.
    boolean fits =
        bytes > 0
            ? elements <= Long.MAX_VALUE / bytes && elements * bytes == entry.getSize()
            : elements <= entry.getSize();
    if (!fits) {
      throw new FormatException(
          place
              + " has "
              + elements
              + " elements of "
              + entry.getDtype()
              + ", but stores "
              + entry.getSize()
              + " bytes");
    }
  }
}
