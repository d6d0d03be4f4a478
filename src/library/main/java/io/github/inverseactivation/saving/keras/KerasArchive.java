package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.AtomicFile;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasVersion;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The zip archive around a model: three entries are read, by their exact names; none is extracted.
 *
 * @param config the model's configuration, JSON
 * @param weights the weights, HDF5
 * @param version the version of Keras that wrote the archive
 */
record KerasArchive(byte[] config, byte[] weights, KerasVersion version) {
  /** The third number of the versions that are written; Keras 3.15.1 is the newest. */
  private static final String PATCH = ".1";

  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  private static final int MAX_METADATA = 1 << 20;
  private static final int MAX_CONFIG = 64 << 20;
  private static final int MAX_WEIGHTS = Integer.MAX_VALUE - 8;
  private static final int MAX_ENTRIES = 1 << 16;
  private static final int MAX_RATIO = 1032; // deflate cannot do better

  static KerasArchive read(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try (ZipFile zip = open(path)) {
      check(path, Collections.list(zip.entries()));
      return new KerasArchive(
          read(path, zip, CONFIG, MAX_CONFIG),
          read(path, zip, WEIGHTS, MAX_WEIGHTS),
          version(path, zip));
    } catch (ZipException e) {
      throw new FormatException(path + ": " + complaint(path) + ": " + e.getMessage(), e);
    } catch (EOFException e) {
      throw new FormatException(path + ": ends early at byte " + Files.size(path), e);
    }
  }

  /** Archives are of Keras 3 unless they say otherwise; only tf.keras from 2.12 on wrote others. */
  private static KerasVersion version(Path path, ZipFile zip) throws IOException {
    if (zip.getEntry(METADATA) == null) {
      return KerasVersion.CURRENT;
    }
    try {
      JsonNode version =
          KerasConfig.parse(read(path, zip, METADATA, MAX_METADATA)).path("keras_version");
      return version.isTextual() ? KerasVersion.of(version.textValue()) : KerasVersion.CURRENT;
    } catch (FormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new FormatException(path + ": " + METADATA + ": " + e.getMessage(), e);
    }
  }

  private static ZipFile open(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (IllegalArgumentException e) { // names that are not UTF-8, in some versions of Java
      throw new ZipException(e.getMessage());
    }
  }

  private static String complaint(Path path) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(4);
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK")) {
      return "ends early at byte " + Files.size(path) + ", or is damaged";
    }
    return text.equals("\u0089HDF")
        ? "not an archive but an HDF5 file, which ends in .h5"
        : "not an archive, which a .keras file is";
  }

  private static void check(Path path, List<? extends ZipEntry> entries) throws IOException {
    if (entries.size() > MAX_ENTRIES) {
      throw new FormatException(path + ": " + entries.size() + " entries, limit " + MAX_ENTRIES);
    }
    Set<String> names = new HashSet<>();
    long stored = 0;
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (!names.add(name)) {
        throw new FormatException(path + ": " + name + " appears twice");
      }
      if (name.startsWith("/") || name.contains("\\") || leadsUp(name)) {
        throw new FormatException(path + ": the entry '" + name + "' leads out of the archive");
      }
      stored += Math.min(Math.max(entry.getCompressedSize(), 0), Long.MAX_VALUE - stored);
    }
    if (stored > Files.size(path)) { // entries that overlap: the trick of the best zip bombs
      throw new FormatException(
          path + ": entries store " + stored + " bytes, the file has " + Files.size(path));
    }
  }

  private static boolean leadsUp(String name) {
    return Arrays.asList(name.split("/", -1)).contains("..");
  }

  private static byte[] read(Path path, ZipFile zip, String name, int limit) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FormatException(path + ": " + name + " is missing");
    }
    long size = entry.getSize();
    if (size > limit) {
      throw new FormatException(
          path
              + ": "
              + name
              + " expands to "
              + size
              + " bytes, limit "
              + limit
              + (limit == MAX_WEIGHTS ? KerasFile.DIVIDE : ""));
    }
    if (size < 0 || size / MAX_RATIO > entry.getCompressedSize()) {
      throw new FormatException(
          path + ": " + name + " declares " + size + " bytes, stores " + entry.getCompressedSize());
    }
    try (InputStream in = zip.getInputStream(entry)) {
      // What is stored as it is cannot declare more than the file has; the rest grows as it comes.
      boolean stored = size == entry.getCompressedSize();
      byte[] bytes = stored ? new byte[(int) size] : in.readNBytes((int) size);
      int read = stored ? in.readNBytes(bytes, 0, bytes.length) : bytes.length;
      if (read < size || in.read() >= 0) {
        throw new FormatException(path + ": " + name + " is not the " + size + " bytes declared");
      }
      // ZipFile trusts the directory of the archive but never compares checksums.
      CRC32 crc = new CRC32();
      crc.update(bytes);
      if (crc.getValue() != entry.getCrc()) {
        throw new FormatException(path + ": " + name + " is damaged (checksum)");
      }
      return bytes;
    }
  }

  /** Writes the archive as Python does, stored and with a note about who wrote it. */
  void write(Path path) throws IOException {
    byte[] metadata =
        ("{\"keras_version\": \"" + version + PATCH + "\"}").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(
        path,
        file -> {
          ZipOutputStream zip = new ZipOutputStream(file);
          for (Map.Entry<String, byte[]> each :
              List.of(
                  Map.entry(METADATA, metadata),
                  Map.entry(CONFIG, config),
                  Map.entry(WEIGHTS, weights))) {
            zip.putNextEntry(stored(each.getKey(), each.getValue()));
            zip.write(each.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static ZipEntry stored(String name, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    // A fixed time makes equal models equal files; zip's calendar starts here.
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    return entry;
  }
}
