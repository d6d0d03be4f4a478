package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies the files of a SavedModel, and nothing else that lies in its folder. */
public final class SavedModelCopy {
  private static final List<String> PARTS =
      List.of(
          "saved_model.pb",
          "fingerprint.pb",
          "keras_metadata.pb",
          "variables",
          "assets",
          "assets.extra");

  private SavedModelCopy() {}

  /**
   * Copies a SavedModel. An earlier one in the same place is replaced as a whole, or not at all.
   *
   * @param from the folder of a SavedModel
   * @param to the folder to write
   * @throws IllegalArgumentException if one folder lies within the other
   * @throws FormatException if a link leads out of the folder
   * @throws IOException if it cannot be read or written
   */
  public static void copy(Path from, Path to) throws IOException {
    Path source = from.toRealPath();
    Path target = Files.exists(to) ? to.toRealPath() : to.toAbsolutePath().normalize();
    if (target.startsWith(source) || source.startsWith(target)) {
      throw new IllegalArgumentException(
          to + " lies within " + from + " or around it: name another folder");
    }
    try (FolderReplacement folder = new FolderReplacement(target, "saved_model.pb")) {
      for (String part : PARTS) {
        if (Files.exists(source.resolve(part))) {
          copyPart(source, part, folder.path());
        }
      }
      folder.commit();
    }
  }

  private static void copyPart(Path source, String part, Path target) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(source.resolve(part))) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      if (!path.toRealPath().startsWith(source)) {
        throw new FormatException(path + " is a link to a place outside the folder");
      }
      Path copy = target.resolve(source.relativize(path));
      if (Files.isDirectory(path)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(path, copy);
      }
    }
  }
}
