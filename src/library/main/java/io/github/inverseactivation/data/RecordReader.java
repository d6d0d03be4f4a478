package io.github.inverseactivation.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The framing of TFRecord: eight bytes of length, their checksum, the data, their checksum, all
 * little-endian; see tensorflow/core/lib/io/record_writer.h. Checksums are CRC-32C, rotated and
 * moved by a constant. Memory follows the bytes that are really there.
 */
final class RecordReader extends Lookahead<byte[]> {
  private static final int HEADER = 12;
  private static final int MASK = 0xa282ead8;

  private final Path file;
  private final InputStream in;
  private long offset;
  private long next;

  private RecordReader(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static RecordReader open(Path file) {
    try {
      BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      try {
        return new RecordReader(file, plain(raw));
      } catch (EOFException | ZipException e) {
        raw.close();
        throw new FormatException(file + ": not a TFRecord file: damaged gzip header", e);
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** A length may look like the start of gzip, but not with its checksum. */
  private static InputStream plain(BufferedInputStream in) throws IOException {
    in.mark(HEADER);
    byte[] start = Reading.upTo(in, HEADER);
    in.reset();
    boolean gzip = start.length > 2 && start[0] == 0x1F && start[1] == (byte) 0x8B;
    return gzip && !headerIsWhole(start)
        ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16)
        : in;
  }

  private static boolean headerIsWhole(byte[] header) {
    return header.length == HEADER && little(header).getInt(8) == checksum(header, 8);
  }

  /** The place in the file (in what it unpacks to) of the record that was read last. */
  long offset() {
    return offset;
  }

  @Override
  byte[] advance() {
    offset = next;
    try {
      byte[] header = Reading.upTo(in, HEADER);
      if (header.length == 0) {
        return null;
      }
      if (header.length < HEADER) {
        throw new EOFException();
      }
      if (!headerIsWhole(header)) {
        throw damaged(
            offset == 0
                ? "not a TFRecord file, or the checksum of its first length is wrong"
                : "the checksum of its length is wrong");
      }
      long length = little(header).getLong(0);
      if (length < 0 || length > TfRecord.MAX_RECORD_BYTES) {
        throw damaged(
            Reading.size(length < 0 ? Long.MAX_VALUE : length)
                + ", limit "
                + Reading.size(TfRecord.MAX_RECORD_BYTES));
      }
      return data((int) length);
    } catch (EOFException e) {
      throw damaged("the data end early");
    } catch (ZipException e) {
      throw damaged("damaged gzip data: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] data(int length) throws IOException {
    byte[] data = Reading.upTo(in, length);
    byte[] checksum = Reading.upTo(in, 4);
    if (data.length < length || checksum.length < 4) {
      throw new EOFException();
    }
    if (little(checksum).getInt() != checksum(data, length)) {
      throw damaged("the checksum of its data is wrong");
    }
    next = offset + HEADER + length + 4;
    return data;
  }

  private FormatException damaged(String what) {
    return new FormatException(place() + ": " + what);
  }

  /** The file and the record that was read last. */
  String place() {
    return file + ": record at byte " + offset;
  }

  @Override
  void release() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be closed: " + e.getMessage(), e);
    }
  }

  static void write(byte[] data, OutputStream out) throws IOException {
    byte[] header = new byte[HEADER];
    little(header).putLong(data.length);
    little(header).putInt(8, checksum(header, 8));
    byte[] end = new byte[4];
    little(end).putInt(checksum(data, data.length));
    out.write(header);
    out.write(data);
    out.write(end);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
