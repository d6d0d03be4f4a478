package io.github.inverseactivation.fuzz;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;

/** Damages what is in the chunks of an image, and repairs their checksums. */
final class PngMutator {
  private static final int SIGNATURE = 8;

  private PngMutator() {}

  static byte[] mutate(byte[] image, Random random) {
    ByteBuffer buffer = ByteBuffer.wrap(Damage.keepingSize(image, random));
    buffer.put(0, image, 0, SIGNATURE);
    int at = SIGNATURE;
    while (at + 12 <= image.length) {
      int length = ByteBuffer.wrap(image).getInt(at); // the original's, so that chunks are found
      if (random.nextInt(8) > 0) {
        buffer.putInt(at, length);
        buffer.put(at + 4, image, at + 4, 4);
      }
      CRC32 crc = new CRC32();
      crc.update(buffer.array(), at + 4, length + 4);
      buffer.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return buffer.array();
  }
}
