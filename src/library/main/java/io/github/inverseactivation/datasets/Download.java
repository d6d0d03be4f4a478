package io.github.inverseactivation.datasets;

import io.github.inverseactivation.data.AtomicFile;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Fetches a file whose content is known beforehand, gzip or plain. */
final class Download {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 30_000;

  private Download() {}

  /**
   * What the file must hold. The digest is that of the uncompressed bytes: archives of the same
   * data differ in the header of gzip, which may hold a name and a time.
   *
   * @param bytes the size of the uncompressed content
   * @param sha256 its digest in lower-case hexadecimal digits
   */
  record Expected(long bytes, String sha256) {}

  /**
   * Writes the file when all of it has arrived and is what was expected; otherwise nothing.
   *
   * @throws IOException if it cannot be fetched or is something else
   */
  static void fetch(URI address, Path target, Expected expected) throws IOException {
    fetch(address, target, expected, in -> new GZIPInputStream(in, 1 << 16));
  }

  /**
   * Writes a file that is not gzip when all of it has arrived and is what was expected; otherwise
   * nothing.
   *
   * @throws IOException if it cannot be fetched or is something else
   */
  static void fetchPlain(URI address, Path target, Expected expected) throws IOException {
    fetch(address, target, expected, in -> in);
  }

  private static void fetch(URI address, Path target, Expected expected, Opening opening)
      throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    URLConnection connection = address.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    try (InputStream in = open(connection, address)) {
      AtomicFile.write(target, out -> copy(in, out, address, expected, opening));
    }
  }

  /** How content is read out of what arrives. */
  private interface Opening {
    InputStream open(InputStream in) throws IOException;
  }

  private static InputStream open(URLConnection connection, URI address) throws IOException {
    if (connection instanceof HttpURLConnection http) {
      http.setInstanceFollowRedirects(false);
      int status = http.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        http.disconnect();
        throw new IOException(address + ": expected HTTP status 200, found " + status);
      }
    }
    return connection.getInputStream();
  }

  private static void copy(
      InputStream in, OutputStream out, URI address, Expected expected, Opening opening)
      throws IOException {
    MessageDigest digest = sha256();
    long count = 0;
    // Compressed data are never much longer than the plain ones.
    Recorder recorder = new Recorder(in, out, expected.bytes() + 1024, address);
    try (InputStream plain = opening.open(recorder)) {
      byte[] block = new byte[1 << 16];
      for (int read = plain.read(block); read >= 0; read = plain.read(block)) {
        digest.update(block, 0, read);
        count += read;
        if (count > expected.bytes()) {
          throw new IOException(
              address + ": expected " + expected.bytes() + " bytes of content, found more");
        }
      }
      recorder.transferTo(OutputStream.nullOutputStream()); // whatever follows goes with the file
    } catch (EOFException e) {
      throw new IOException(
          address + ": ends early, after " + count + " of " + expected.bytes() + " bytes", e);
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected.sha256())) {
      throw new IOException(
          address + ": expected content with SHA-256 " + expected.sha256() + ", found " + found);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Keeps what is read, up to a limit, so that the network is read just once. */
  private static final class Recorder extends FilterInputStream {
    private final OutputStream copy;
    private final URI address;
    private long left;

    Recorder(InputStream in, OutputStream copy, long limit, URI address) {
      super(in);
      this.copy = copy;
      this.left = limit;
      this.address = address;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > left) {
        throw new IOException(address + ": longer than what was expected; download stopped");
      }
      if (count > 0) {
        copy.write(bytes, offset, count);
        left -= count;
      }
      return count;
    }
  }
}
