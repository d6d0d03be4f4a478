package io.github.inverseactivation.saving.hdf5;

import io.github.inverseactivation.data.FormatException;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes what a chunk went through when it was written: gzip, shuffle and fletcher32 of HDF5, lzf
 * of h5py. The decoder's own filters take as much memory as a chunk asks for; these take a chunk's
 * size.
 */
final class ChunkFilters {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;

  private final String place;
  private final int size;

  /**
   * Filters for chunks of a size.
   *
   * @param place what messages call the array
   * @param size the bytes of a chunk
   */
  ChunkFilters(String place, int size) {
    this.place = place;
    this.size = size;
  }

  /** The chunk's elements. */
  byte[] undone(byte[] stored, List<PipelineFilterWithData> filters) {
    byte[] bytes = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      PipelineFilterWithData filter = filters.get(i);
      bytes =
          switch (filter.getId()) {
            case DEFLATE -> inflated(bytes);
            case SHUFFLE -> unshuffled(bytes, filter.getFilterData());
            case FLETCHER32 -> checked(bytes);
            case LZF -> lzf(bytes);
            default -> throw unknown(place, filter.getName());
          };
    }
    if (bytes.length != size) {
      throw new FormatException(
          place + ": a chunk has " + bytes.length + " bytes, expected " + size);
    }
    return bytes;
  }

  static FormatException unknown(String place, String filter) {
    return new FormatException(
        place
            + ": is stored by a filter of HDF5 that is not read ("
            + filter
            + "); gzip, lzf, shuffle and fletcher32 are: open the file with h5py and write it again"
            + " with one of them, or with none");
  }

  /** A filter that did not make a chunk smaller is left out, so that its size is the full one. */
  private boolean mayBePlain(byte[] bytes) {
    return bytes.length == size;
  }

  private byte[] inflated(byte[] bytes) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] out = new byte[size];
      int length = 0;
      while (length < size && !inflater.finished()) {
        int got = inflater.inflate(out, length, size - length);
        if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
        length += got;
      }
      if (length == size && (inflater.finished() || inflater.inflate(new byte[1]) == 0)) {
        return out;
      }
      throw new FormatException(place + ": a chunk has other than " + size + " bytes");
    } catch (DataFormatException e) {
      if (mayBePlain(bytes)) {
        return bytes;
      }
      throw new FormatException(place + ": a chunk is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  /**
   * First all first bytes of elements, then all second ones; what is no whole element, as it is.
   */
  private byte[] unshuffled(byte[] bytes, int[] data) {
    int width = data.length == 0 ? 0 : data[0];
    if (width < 1) {
      throw new FormatException(place + ": is shuffled by elements of " + width + " bytes");
    }
    int count = bytes.length / width;
    byte[] out = bytes.clone();
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < count; j++) {
        out[j * width + i] = bytes[i * count + j];
      }
    }
    return out;
  }

  /** Fletcher's checksum over words of 16 bits, which the last four bytes hold. */
  private byte[] checked(byte[] bytes) {
    int length = bytes.length - 4;
    if (length < 0) {
      throw new FormatException(place + ": a chunk is too short for its checksum");
    }
    long first = 0;
    long second = 0;
    for (int i = 0; i < length; i += 2) {
      int low = i + 1 < length ? bytes[i + 1] & 0xff : 0;
      first = (first + ((bytes[i] & 0xff) << 8 | low)) % 65535;
      second = (second + first) % 65535;
    }
    int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    if ((stored >>> 16) % 65535 != second || (stored & 0xffff) % 65535 != first) {
      throw new FormatException(place + ": a chunk is damaged (checksum)");
    }
    return Arrays.copyOf(bytes, length);
  }

  /** LibLZF: runs of literals, and copies of what is already there. */
  private byte[] lzf(byte[] in) {
    if (mayBePlain(in)) {
      return in;
    }
    byte[] out = new byte[size];
    int to = 0;
    try {
      for (int from = 0; from < in.length; ) {
        int control = in[from++] & 0xff;
        if (control < 32) {
          System.arraycopy(in, from, out, to, control + 1);
          from += control + 1;
          to += control + 1;
        } else {
          int length = control >> 5;
          if (length == 7) {
            length += in[from++] & 0xff;
          }
          int back = to - ((control & 31) << 8) - 1 - (in[from++] & 0xff);
          for (int i = 0; i < length + 2; i++) { // which may copy what it has just written
            out[to++] = out[back++];
          }
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new FormatException(place + ": a chunk is damaged: not LZF", e);
    }
    return Arrays.copyOf(out, to);
  }
}
