package io.github.inverseactivation.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes archives: what is in their entries with checksums that are right, or the entries. */
final class ZipMutator {
  /** Duplicates go through the writer under this prefix, which is as long as what it stands for. */
  private static final String COPY = "%copy%";

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  ZipMutator(Path archive) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  byte[] entry(String name) {
    return entries.get(name);
  }

  /** The archive with one entry's content replaced. */
  byte[] with(String name, byte[] content, Random random) throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    changed.put(name, content);
    return write(changed, random.nextBoolean());
  }

  /** The archive with the content of one entry damaged. */
  byte[] damageContent(Random random) throws IOException {
    List<String> names = new ArrayList<>(entries.keySet());
    String name = names.get(random.nextInt(names.size()));
    return with(name, Damage.to(entries.get(name), random), random);
  }

  /** The archive with entries missing, twice, renamed, exchanged, or damaged around them. */
  byte[] damageStructure(Random random) throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    List<String> names = new ArrayList<>(entries.keySet());
    String name = names.get(random.nextInt(names.size()));
    String other = names.get(random.nextInt(names.size()));
    boolean twice = false;
    switch (random.nextInt(6)) {
      case 0 -> changed.remove(name);
      case 1 -> changed.put("../" + name, changed.remove(name));
      case 2 -> changed.put(name, entries.get(other));
      case 3 -> changed.put(name, new byte[random.nextInt(3)]);
      case 4 -> {
        changed.put(COPY + name.substring(Math.min(COPY.length(), name.length())), new byte[9]);
        twice = true;
      }
      default -> {}
    }
    byte[] archive = write(changed, random.nextBoolean());
    if (twice) {
      String copied = COPY + name.substring(Math.min(COPY.length(), name.length()));
      replace(archive, copied, name);
    }
    // The directory at the end is what a reader goes by.
    int directory = Math.min(archive.length, 60 * (entries.size() + 1));
    for (int change = random.nextInt(3); change > 0; change--) {
      byte[] end = new byte[directory];
      System.arraycopy(archive, archive.length - directory, end, 0, directory);
      System.arraycopy(
          Damage.keepingSize(end, random), 0, archive, archive.length - directory, directory);
    }
    return archive;
  }

  private static void replace(byte[] archive, String from, String to) {
    byte[] old = from.getBytes(StandardCharsets.UTF_8);
    byte[] now = to.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; old.length == now.length && i + old.length <= archive.length; i++) {
      if (Arrays.equals(archive, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(now, 0, archive, i, now.length);
      }
    }
  }

  private static byte[] write(Map<String, byte[]> entries, boolean stored) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTime(0);
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(each.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(each.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(each.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
