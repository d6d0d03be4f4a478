package io.github.inverseactivation.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's NPZ format, named arrays in a zip archive: what {@code numpy.savez} and {@code
 * numpy.savez_compressed} write and {@code numpy.load} reads. {@link Npy} says which types.
 *
 * <p>Archives from strangers are safe to read: nothing is extracted, checksums are verified, and
 * sizes are limited and compared with each other before memory is taken.
 *
 * <pre>{@code
 * Npz.write(Path.of("out.npz"), Map.of("x", x, "y", y));
 * Map<String, Array> arrays = Npz.read(Path.of("out.npz"));
 * }</pre>
 */
public final class Npz {
  /** The total size of all arrays that {@link #read(Path)} accepts: 8 GiB. */
  public static final long DEFAULT_MAX_BYTES = 8L << 30;

  private static final int MAX_ENTRIES = 1 << 16;
  private static final int MAX_RATIO = 1032; // deflate cannot do better
  private static final String SUFFIX = ".npy";

  private Npz() {}

  /**
   * Reads all arrays of an archive of up to {@link #DEFAULT_MAX_BYTES}.
   *
   * @param path the archive
   * @return the arrays by name, in the archive's order; unmodifiable
   * @throws FormatException if the archive or an array in it is damaged, cut short, inconsistent,
   *     too large, or of a type that is not supported
   * @throws IOException if the file cannot be read
   */
  public static Map<String, Array> read(Path path) throws IOException {
    return read(path, DEFAULT_MAX_BYTES);
  }

  /**
   * Reads all arrays of an archive.
   *
   * @param path the archive, in the default file system
   * @param maxBytes the total size of all arrays to accept, uncompressed, at least 0
   * @return the arrays by name, in the archive's order; unmodifiable
   * @throws FormatException if the archive or an array in it is damaged, cut short, inconsistent,
   *     too large, or of a type that is not supported
   * @throws IOException if the file cannot be read
   */
  public static Map<String, Array> read(Path path, long maxBytes) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try (ZipFile zip = open(path)) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      check(path, entries, maxBytes);
      Map<String, Array> arrays = new LinkedHashMap<>();
      for (ZipEntry entry : entries) {
        String name = arrayName(path, entry);
        arrays.put(name, read(zip, entry, path + ": " + name));
      }
      return Collections.unmodifiableMap(arrays);
    } catch (ZipException e) {
      throw new FormatException(path + ": not an archive, or a damaged one: " + e.getMessage(), e);
    } catch (EOFException e) {
      throw new FormatException(path + ": the archive ends early", e);
    }
  }

  /**
   * Writes an archive, atomically and uncompressed, as {@code numpy.savez} does.
   *
   * @param path the archive
   * @param arrays the arrays by name, of any type but bfloat16
   * @throws IllegalArgumentException if a name is empty or leads out of the archive, or an array
   *     cannot be held
   * @throws IOException if writing fails; an existing file is left as it was
   */
  public static void write(Path path, Map<String, Array> arrays) throws IOException {
    write(path, arrays, false);
  }

  /**
   * Writes an archive, atomically and compressed, as {@code numpy.savez_compressed} does.
   *
   * @param path the archive
   * @param arrays the arrays by name, of any type but bfloat16
   * @throws IllegalArgumentException if a name is empty or leads out of the archive, or an array
   *     cannot be held
   * @throws IOException if writing fails; an existing file is left as it was
   */
  public static void writeCompressed(Path path, Map<String, Array> arrays) throws IOException {
    write(path, arrays, true);
  }

  /**
   * Writes an archive to a stream, uncompressed.
   *
   * @param out where to; left open
   * @param arrays the arrays by name, of any type but bfloat16
   * @throws IllegalArgumentException if a name is empty or leads out of the archive, or an array
   *     cannot be held
   * @throws IOException if writing fails
   */
  public static void write(OutputStream out, Map<String, Array> arrays) throws IOException {
    check(arrays);
    write(out, arrays, false);
  }

  private static ZipFile open(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (IllegalArgumentException e) { // names that are not UTF-8, in some versions of Java
      throw new ZipException(e.getMessage());
    }
  }

  private static void check(Path path, List<? extends ZipEntry> entries, long maxBytes)
      throws IOException {
    if (entries.size() > MAX_ENTRIES) {
      throw new FormatException(path + ": " + entries.size() + " entries, limit " + MAX_ENTRIES);
    }
    long declared = 0;
    long stored = 0;
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : entries) {
      if (!names.add(entry.getName())) {
        throw new FormatException(path + ": " + entry.getName() + " appears twice");
      }
      long size = entry.getSize();
      long compressed = entry.getCompressedSize();
      if (size < 0 || compressed < 0 || size / MAX_RATIO > compressed) {
        throw new FormatException(
            path + ": " + entry.getName() + " declares " + size + " bytes, stores " + compressed);
      }
      if (size > maxBytes - declared) {
        throw new FormatException(
            path + ": expands to more than the limit of " + Reading.size(maxBytes));
      }
      declared += size;
      stored += Math.min(compressed, Long.MAX_VALUE - stored);
    }
    if (stored > Files.size(path)) { // entries that overlap: the trick of the best zip bombs
      throw new FormatException(
          path + ": entries store " + stored + " bytes, the file has " + Files.size(path));
    }
  }

  private static String arrayName(Path path, ZipEntry entry) {
    String name = entry.getName();
    if (!name.endsWith(SUFFIX) || !isSafe(name)) {
      throw new FormatException(
          path + ": entries named like x.npy are expected, found '" + name + "'");
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static boolean isSafe(String name) {
    return name.length() > SUFFIX.length()
        && !name.startsWith("/")
        && name.indexOf('\\') < 0
        && name.chars().allMatch(c -> c >= ' ')
        && Arrays.stream(name.split("/", -1)).noneMatch(part -> part.equals(".."));
  }

  private static Array read(ZipFile zip, ZipEntry entry, String name) throws IOException {
    CRC32 crc = new CRC32();
    // ZipFile trusts the directory of the archive but never compares checksums; this does.
    try (InputStream raw = zip.getInputStream(entry);
        InputStream in = new CheckedInputStream(new BufferedInputStream(raw, 1 << 16), crc)) {
      Array array = Npy.read(in, entry.getSize(), "entry", name);
      if (crc.getValue() != entry.getCrc()) {
        throw new FormatException(name + ": is damaged (checksum)");
      }
      return array;
    }
  }

  private static void write(Path path, Map<String, Array> arrays, boolean compressed)
      throws IOException {
    check(arrays);
    AtomicFile.write(path, file -> write(file, arrays, compressed));
  }

  private static void check(Map<String, Array> arrays) {
    arrays
        .keySet()
        .forEach(
            name -> {
              if (!isSafe(name + SUFFIX)) {
                throw new IllegalArgumentException(
                    "a name without '..', '\\' or a leading '/' is expected, got '" + name + "'");
              }
            });
  }

  private static void write(OutputStream file, Map<String, Array> arrays, boolean compressed)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(file);
    for (Map.Entry<String, Array> named : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(named.getKey() + SUFFIX);
      // A fixed time makes equal arrays equal files; zip's calendar starts here.
      entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
      if (!compressed) {
        store(entry, named.getValue());
      }
      zip.putNextEntry(entry);
      Npy.write(zip, named.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  /** A stored entry needs its size and checksum before its data, so they are worked out first. */
  private static void store(ZipEntry entry, Array array) throws IOException {
    CRC32 crc = new CRC32();
    Counter counter = new Counter(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    Npy.write(counter, array);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(counter.count);
    entry.setCrc(crc.getValue());
  }

  private static final class Counter extends FilterOutputStream {
    private long count;

    Counter(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
