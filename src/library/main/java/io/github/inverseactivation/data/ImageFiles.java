package io.github.inverseactivation.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds image files by class, in the order of Keras: names are sorted as Python sorts them. */
final class ImageFiles {
  private static final List<String> ENDINGS = List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png");

  /** Python compares texts by code point, which is how their bytes in UTF-8 compare. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /** A file and the number of its class. */
  record Labelled(Path file, int label) {}

  private ImageFiles() {}

  /** The folders for classes. */
  static List<String> classNames(Path root) {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(root + " is not a folder");
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted(BY_CODE_POINT)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(root + ": " + e.getMessage(), e);
    }
  }

  /** All images of all classes. */
  static List<Labelled> labelled(Path root, List<String> classNames) {
    List<Labelled> files = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      for (Path file : below(root.resolve(classNames.get(label)))) {
        files.add(new Labelled(file, label));
      }
    }
    return files;
  }

  /** All images below a folder: folders in the order of their paths, each with its own files. */
  static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is not a folder");
    }
    Comparator<Path> byFolder = Comparator.comparing(f -> f.getParent().toString(), BY_CODE_POINT);
    Comparator<Path> byName = Comparator.comparing(f -> f.getFileName().toString(), BY_CODE_POINT);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(ImageFiles::isImage).sorted(byFolder.thenComparing(byName)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }
}
