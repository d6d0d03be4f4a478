package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Npz;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * An NPZ archive whose comment is the SHA-256 of all bytes before it: {@code numpy.load} reads it,
 * and no damage to it goes unnoticed.
 */
final class SealedArchive {
  private static final int SEAL = 64;
  private static final byte[] COMMENT_LENGTH = {SEAL, 0};

  private SealedArchive() {}

  static void write(OutputStream file, Map<String, Array> arrays) throws IOException {
    MessageDigest sha = sha256();
    OutputStream digesting = new DigestOutputStream(file, sha);
    WithoutEnd archive = new WithoutEnd(digesting, COMMENT_LENGTH.length);
    Npz.write(archive, arrays);
    digesting.write(COMMENT_LENGTH); // in place of that of no comment, the archive's last bytes
    file.write(HexFormat.of().formatHex(sha.digest()).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads an archive.
   *
   * @throws FormatException if it is damaged
   */
  static Map<String, Array> read(Path file) throws IOException {
    check(file);
    return Npz.read(file);
  }

  static void check(Path file) throws IOException {
    long size = Files.size(file) - SEAL;
    MessageDigest sha = sha256();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      InputStream digesting = new DigestInputStream(in, sha);
      byte[] block = new byte[1 << 16];
      for (long left = Math.max(size, 0); left > 0; ) {
        int read = digesting.read(block, 0, (int) Math.min(left, block.length));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      String seal = new String(in.readNBytes(SEAL), StandardCharsets.US_ASCII);
      if (size < 0 || !seal.equals(HexFormat.of().formatHex(sha.digest()))) {
        throw new FormatException(file + ": is damaged (SHA-256)");
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  /** Passes on everything but the last bytes. */
  private static final class WithoutEnd extends FilterOutputStream {
    private final byte[] held;
    private int count;

    WithoutEnd(OutputStream out, int length) {
      super(out);
      held = new byte[length];
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] all = new byte[count + length];
      System.arraycopy(held, 0, all, 0, count);
      System.arraycopy(bytes, offset, all, count, length);
      count = Math.min(held.length, all.length);
      out.write(all, 0, all.length - count);
      System.arraycopy(all, all.length - count, held, 0, count);
    }
  }
}
