package io.github.inverseactivation.saving.hdf5;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes the elements that Python writes as bfloat16 known to the decoder. They are opaque bytes in
 * pairs whose tag is empty, which it cannot parse; as texts of two characters, a type described by
 * as many bytes, it can, and their bytes are taken as they are.
 *
 * <p>The types are found by way of the file's own structure, never by what bytes look like: the
 * root's object header, the tree of its group, each member's header, and so on. Only what h5py
 * writes by default is followed, version 0 or 1 of the superblock and version 1 of the headers;
 * other files, and damaged ones, stay as they are for the decoder to judge.
 *
 * <p>Source: HDF5 File Format Specification 1.1, sections II.A, III.A to III.C and IV.A.
 */
final class OpaqueTypes {
  private static final int SUPERBLOCK = 24;
  private static final int SYMBOL = 40;
  private static final int MAX_ENTRIES = 1 << 22;
  private static final int DATATYPE = 3;
  private static final int CONTINUATION = 16;
  private static final int SYMBOL_TABLE = 17;
  private static final int TREE = 'T' | 'R' << 8 | 'E' << 16 | 'E' << 24;
  private static final int SYMBOL_NODE = 'S' | 'N' << 8 | 'O' << 16 | 'D' << 24;

  /** Version 1 of a type, class 5 and class 3; two bytes a piece, no tag. */
  private static final byte OPAQUE = 0x15;

  private static final byte TEXT = 0x13;

  private final ByteBuffer file;
  private final Set<Long> seen = new HashSet<>();
  private final Deque<Long> headers = new ArrayDeque<>();
  private int entriesLeft = MAX_ENTRIES;

  private OpaqueTypes(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Changes the types in a file's bytes. */
  static void asTexts(byte[] bytes) {
    try {
      new OpaqueTypes(bytes).go();
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      return; // damaged: the decoder says where
    }
  }

  private void go() {
    int version = file.get(8);
    boolean usual = version <= 1 && version >= 0 && file.get(13) == 8 && file.get(14) == 8;
    long base = usual ? file.getLong(SUPERBLOCK + 4 * version) : -1;
    if (base != 0) {
      return;
    }
    int root = SUPERBLOCK + 4 * version + 4 * Long.BYTES;
    headers.add(file.getLong(root + Long.BYTES));
    while (!headers.isEmpty()) {
      header(headers.remove());
    }
  }

  /** An object header: blocks of messages, of which the first says where others are. */
  private void header(long address) {
    if (!seen.add(address) || file.get(at(address)) != 1) {
      return;
    }
    Deque<long[]> blocks = new ArrayDeque<>();
    blocks.add(new long[] {address + 16, Integer.toUnsignedLong(file.getInt(at(address) + 8))});
    while (!blocks.isEmpty()) {
      long[] block = blocks.remove();
      long end = block[0] + block[1];
      for (long message = block[0]; message + 8 <= end; ) {
        int place = at(message);
        int size = Short.toUnsignedInt(file.getShort(place + 2));
        switch (Short.toUnsignedInt(file.getShort(place))) {
          case DATATYPE -> datatype(place + 8, size, file.get(place + 4));
          case CONTINUATION -> {
            if (seen.add(file.getLong(place + 8))) {
              blocks.add(new long[] {file.getLong(place + 8), file.getLong(place + 16)});
            }
          }
          case SYMBOL_TABLE -> tree(file.getLong(place + 8));
          default -> {}
        }
        message += 8 + size;
      }
    }
  }

  private void datatype(int place, int size, byte flags) {
    boolean own = (flags & 2) == 0; // not one that is kept elsewhere
    if (own
        && size >= 8
        && file.get(place) == OPAQUE
        && file.get(place + 1) == 0
        && file.getInt(place + 4) == 2) {
      file.put(place, TEXT);
      file.put(place + 2, (byte) 0);
      file.put(place + 3, (byte) 0);
    }
  }

  /** A group's tree, whose leaves list the headers of what is in the group. */
  private void tree(long address) {
    Deque<Long> nodes = new ArrayDeque<>();
    nodes.add(address);
    while (!nodes.isEmpty()) {
      long next = nodes.remove();
      if (!seen.add(next)) {
        continue;
      }
      int node = at(next);
      int entries = Short.toUnsignedInt(file.getShort(node + 6));
      entriesLeft -= entries;
      if (entriesLeft < 0) {
        return; // no tree of a file of weights; nor will the decoder take it
      }
      if (file.getInt(node) == SYMBOL_NODE) {
        for (int i = 0; i < entries; i++) {
          headers.add(file.getLong(node + 8 + i * SYMBOL + Long.BYTES));
        }
      } else if (file.getInt(node) == TREE) {
        for (int i = 0; i < entries; i++) {
          nodes.add(file.getLong(node + 24 + i * 2 * Long.BYTES + Long.BYTES));
        }
      }
    }
  }

  private int at(long address) {
    if (address < 0 || address >= file.capacity()) {
      throw new IndexOutOfBoundsException();
    }
    return (int) address;
  }
}
