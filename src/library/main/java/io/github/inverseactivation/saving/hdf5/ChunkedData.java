package io.github.inverseactivation.saving.hdf5;

import io.github.inverseactivation.data.FormatException;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The elements of an array that is stored in chunks. Sizes are compared with what the array
 * declares before memory is taken, and each chunk's filters are undone into as many bytes as a
 * chunk has.
 */
final class ChunkedData {
  private static final int MAX_CHUNKS = 1_000_000;

  /** How large a chunk may be whatever the array's size. */
  private static final long FREE_CHUNK = 1 << 20;

  private final String place;
  private final ChunkedDataset dataset;
  private final int[] shape;
  private final int[] chunk;
  private final int elementBytes;

  private ChunkedData(String place, ChunkedDataset dataset, int[] shape, int elementBytes) {
    this.place = place;
    this.dataset = dataset;
    this.shape = shape;
    this.elementBytes = elementBytes;
    this.chunk = dataset.getChunkDimensions();
  }

  /**
   * Reads the elements.
   *
   * @param place what messages call the array
   * @param elementBytes the size of an element
   * @return the elements' bytes, as they are in the file, in row-major order
   */
  static ByteBuffer read(String place, ChunkedDataset dataset, int elementBytes) {
    return new ChunkedData(place, dataset, dataset.getDimensions(), elementBytes).read();
  }

  private ByteBuffer read() {
    long total = elementBytes;
    long each = elementBytes;
    long chunks = 1;
    if (chunk.length != shape.length) {
      throw new FormatException(
          place + ": has chunks of " + chunk.length + " dimensions, expected " + shape.length);
    }
    for (int i = 0; i < shape.length; i++) {
      if (chunk[i] < 1) {
        throw new FormatException(place + ": has chunks of no elements");
      }
      total = Math.multiplyExact(total, shape[i]);
      each = Math.multiplyExact(each, chunk[i]);
      chunks = Math.multiplyExact(chunks, (shape[i] + chunk[i] - 1L) / chunk[i]);
    }
    if (each > Math.max(FREE_CHUNK, 2 * total) || chunks > MAX_CHUNKS) {
      throw new FormatException(
          place + ": " + total + " bytes are in " + chunks + " chunks of " + each + ": refused");
    }
    if (dataset.getStorageInBytes() == 0) {
      throw new FormatException(place + ": was declared but never written");
    }
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(total));
    int[] offset = new int[shape.length];
    List<PipelineFilterWithData> filters = filters();
    do {
      byte[] raw = bytes(dataset.getRawChunkBuffer(offset));
      copy(new ChunkFilters(place, Math.toIntExact(each)).undone(raw, filters), offset, all);
    } while (next(offset));
    return all;
  }

  private List<PipelineFilterWithData> filters() {
    try {
      return dataset.getFilters();
    } catch (HdfFilterException e) {
      throw ChunkFilters.unknown(place, e.getMessage());
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** The next chunk's place; false after the last. */
  private boolean next(int[] offset) {
    for (int i = offset.length - 1; i >= 0; i--) {
      if (shape[i] - offset[i] > chunk[i]) {
        offset[i] += chunk[i];
        return true;
      }
      offset[i] = 0;
    }
    return false;
  }

  /** Puts a chunk where it belongs, row by row, but for what is beyond the array's edges. */
  private void copy(byte[] elements, int[] offset, ByteBuffer all) {
    int last = shape.length - 1;
    int row = Math.min(chunk[last], shape[last] - offset[last]) * elementBytes;
    int rows = elements.length / (chunk[last] * elementBytes);
    int[] index = new int[shape.length];
    for (int i = 0; i < rows; i++) {
      boolean inside = true;
      int to = 0;
      for (int j = 0; j < last; j++) {
        inside &= offset[j] + index[j] < shape[j];
        to = (to + offset[j] + index[j]) * shape[j + 1];
      }
      if (inside) {
        int from = i * chunk[last] * elementBytes;
        all.put((to + offset[last]) * elementBytes, elements, from, row);
      }
      for (int j = last - 1; j >= 0 && ++index[j] == chunk[j]; j--) {
        index[j] = 0;
      }
    }
  }
}
