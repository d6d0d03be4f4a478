package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of a run in a folder, numbered; the last ones are kept.
 *
 * <p>A state is written to a temporary file, forced to the disk, read again and compared with its
 * checksum, moved to its name, and the folder is forced. Only then the oldest goes. So at every
 * moment there is a whole state, and a reader finds the newest that is whole.
 */
final class Generations {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
  private static final Pattern NAME = Pattern.compile("state-(\\d{1,18})\\.npz(\\.tmp)?");
  private static final int KEPT = 2;

  private final Path folder;
  private final Storage storage;
  private final int kept;

  Generations(Path folder, Storage storage) {
    this(folder, storage, KEPT);
  }

  private Generations(Path folder, Storage storage, int kept) {
    this.folder = folder;
    this.storage = storage;
    this.kept = kept;
  }

  Generations keep(int number) {
    return new Generations(folder, storage, number);
  }

  /** The newest state that is whole; damaged ones are passed over with a warning. */
  Optional<Map<String, Array>> newest() throws IOException {
    for (Path file : files(false).descendingMap().values()) {
      try {
        return Optional.of(SealedArchive.read(file));
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("{}; the state before it is taken, if there is one", e.getMessage());
      }
    }
    return Optional.empty();
  }

  void add(Map<String, Array> state) throws IOException {
    Files.createDirectories(folder);
    discard(files(true).values()); // what a run that was killed has left half written
    TreeMap<Long, Path> earlier = files(false);
    long number = earlier.isEmpty() ? 1 : earlier.lastKey() + 1;
    Path file = folder.resolve("state-" + number + ".npz");
    Path temporary = folder.resolve(file.getFileName() + ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(storage.create(temporary), 1 << 16)) {
        SealedArchive.write(out, state);
      }
      storage.force(temporary);
      SealedArchive.check(temporary);
      storage.move(temporary, file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    storage.forceNames(folder);
    discard(earlier.headMap(number - kept + 1).values());
  }

  private void discard(Collection<Path> files) throws IOException {
    for (Path file : files) {
      storage.delete(file);
    }
  }

  /** Deletes all states, and the folder unless something else is in it. */
  void delete() throws IOException {
    // The newest last: a run that is killed within this goes on from its end.
    discard(files(true).values());
    discard(files(false).values());
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("{} holds other files and stays", folder);
    }
  }

  /** Our files by number. */
  private TreeMap<Long, Path> files(boolean temporary) throws IOException {
    TreeMap<Long, Path> found = new TreeMap<>(Comparator.naturalOrder());
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.toList();
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && (name.group(2) != null) == temporary) {
          found.put(Long.valueOf(name.group(1)), file);
        }
      }
    }
    return found;
  }
}
