package io.github.inverseactivation.datasets;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder where Python Keras keeps the data sets it has fetched. */
final class KerasCache {
  private KerasCache() {}

  static Path folder(String dataset) {
    String home = System.getenv("KERAS_HOME");
    return folder(
        dataset, home, System.getProperty("user.home"), System.getProperty("java.io.tmpdir"));
  }

  /** Keras's rule: $KERAS_HOME, else .keras at home, else, if home cannot be written, in /tmp. */
  static Path folder(String dataset, String kerasHome, String home, String temporary) {
    Path base;
    if (kerasHome != null && !kerasHome.isEmpty()) {
      boolean belowHome = kerasHome.equals("~") || kerasHome.startsWith("~/");
      base = belowHome ? Path.of(home, kerasHome.substring(1)) : Path.of(kerasHome);
    } else {
      base = Path.of(Files.isWritable(Path.of(home)) ? home : temporary, ".keras");
    }
    return base.resolve("datasets").resolve(dataset);
  }
}
