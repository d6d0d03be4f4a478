package io.github.inverseactivation.data;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Checks the skeleton of a PNG file before the decoder of the Java runtime sees it, which verifies
 * no checksums and takes memory for whatever length a chunk claims.
 */
final class PngChunks {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int IEND = 0x49454E44;

  private PngChunks() {}

  static boolean isPng(byte[] file) {
    return file.length >= 8 && ByteBuffer.wrap(file).getLong() == SIGNATURE;
  }

  static void check(byte[] file, String name) {
    ByteBuffer in = ByteBuffer.wrap(file);
    in.position(8);
    CRC32 crc = new CRC32();
    for (boolean first = true; ; first = false) {
      int start = in.position();
      long length = in.remaining() < 12 ? Long.MAX_VALUE : in.getInt() & 0xFFFF_FFFFL;
      if (length > in.remaining() - 8L) {
        throw new FormatException(name + ": the PNG data end early, in the chunk at byte " + start);
      }
      int type = in.getInt(in.position());
      crc.reset();
      crc.update(file, in.position(), 4 + (int) length);
      in.position(in.position() + 4 + (int) length);
      if (in.getInt() != (int) crc.getValue()) {
        throw new FormatException(
            name + ": is damaged (checksum of the chunk at byte " + start + ")");
      }
      if (first && (type != IHDR || length != 13)) {
        throw new FormatException(name + ": the PNG data do not start with a header");
      }
      if (type == IEND) {
        return;
      }
    }
  }
}
