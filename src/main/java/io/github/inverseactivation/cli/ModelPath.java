package io.github.inverseactivation.cli;

import io.github.inverseactivation.models.SavedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The model that an argument names. */
final class ModelPath {
  private ModelPath() {}

  /** Opens a model, after it was found to be safe. */
  static SavedModel open(Path path) {
    return SavedModel.load(folder(path));
  }

  /**
   * The folder of a model.
   *
   * @throws IllegalArgumentException if there is nothing, or something else
   */
  static Path folder(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          path + " does not exist, expected the folder of a SavedModel");
    }
    if (isKeras(path)) {
      throw new IllegalArgumentException(
          path
              + " is a file of Keras; this version reads the folders of SavedModels: in Python,"
              + " model.export('folder') writes one");
    }
    if (!Files.isRegularFile(path.resolve("saved_model.pb"))) {
      throw new IllegalArgumentException(
          path
              + (Files.isDirectory(path) ? " holds no saved_model.pb" : " is a file")
              + ", expected the folder of a SavedModel");
    }
    return path;
  }

  /** Whether the name is one of Keras's own formats. */
  static boolean isKeras(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".keras") || name.endsWith(".h5") || name.endsWith(".hdf5");
  }
}
