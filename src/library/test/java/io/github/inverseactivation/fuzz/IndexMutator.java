package io.github.inverseactivation.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/** Damages the blocks of a checkpoint's index, and repairs their checksums. */
final class IndexMutator {
  private static final int FOOTER = 48;
  private static final int MASK_DELTA = 0xa282ead8;

  /** A block without its type and checksum. */
  private record Block(int offset, int size) {}

  private final byte[] whole;
  private final List<Block> blocks = new ArrayList<>();

  IndexMutator(byte[] whole) {
    this.whole = whole;
    ByteBuffer footer = ByteBuffer.wrap(whole, whole.length - FOOTER, FOOTER);
    blocks.add(handle(footer));
    Block index = handle(footer);
    blocks.add(index);
    // The index has one entry: three lengths, a key, and the handle of the only other block.
    ByteBuffer entry = ByteBuffer.wrap(whole, index.offset(), index.size());
    varint(entry);
    int key = (int) varint(entry);
    varint(entry);
    entry.position(entry.position() + key);
    blocks.add(handle(entry));
  }

  byte[] mutate(Random random) {
    byte[] mutant = whole.clone();
    for (Block block : blocks) {
      if (random.nextBoolean()) {
        byte[] content = new byte[block.size() + 1];
        System.arraycopy(whole, block.offset(), content, 0, content.length);
        content = Damage.keepingSize(content, random);
        System.arraycopy(content, 0, mutant, block.offset(), content.length);
      }
      CRC32C crc = new CRC32C();
      crc.update(mutant, block.offset(), block.size() + 1);
      int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
      ByteBuffer.wrap(mutant)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(block.offset() + block.size() + 1, masked);
    }
    return mutant;
  }

  private static Block handle(ByteBuffer buffer) {
    return new Block((int) varint(buffer), (int) varint(buffer));
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
