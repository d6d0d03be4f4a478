package io.github.inverseactivation.saving.savedmodel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a folder beside its place and moves it there when it is whole. What was there before stays
 * until then, and a folder of another kind is never touched.
 */
final class FolderReplacement implements AutoCloseable {
  private final Path target;
  private final Path temporary;

  /** Begins to replace a folder that is known by a file in it. */
  FolderReplacement(Path directory, String knownBy) throws IOException {
    target = directory.toAbsolutePath().normalize();
    if (Files.exists(target) && !Files.exists(target.resolve(knownBy)) && !isEmpty(target)) {
      throw new FileAlreadyExistsException(
          target.toString(),
          null,
          "it holds something else than a SavedModel: name another folder, or empty this one");
    }
    Files.createDirectories(target.getParent());
    // Not a system's temporary folder: those are readable by their owner alone, and stay so.
    temporary = target.resolveSibling("." + target.getFileName() + ".writing-" + UUID.randomUUID());
    Files.createDirectory(temporary);
  }

  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  Path path() {
    return temporary;
  }

  /** Puts the written folder in its place. */
  void commit() throws IOException {
    sync(temporary);
    if (!Files.exists(target)) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    // A folder cannot be replaced in one step; the old one is kept until the new one stands.
    Path old = target.resolveSibling("." + target.getFileName() + ".replaced");
    delete(old);
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  @Override
  public void close() throws IOException {
    delete(temporary);
  }

  private static void sync(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
