package io.github.inverseactivation.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The model that an argument names. */
final class ModelPath {
  static final String EXPECTED = "a .keras or .h5 file or the folder of a SavedModel";

  private ModelPath() {}

  /**
   * The folder of a SavedModel.
   *
   * @throws IllegalArgumentException if there is nothing, or something else
   */
  static Path folder(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(path + " does not exist, expected " + EXPECTED);
    }
    if (!Files.isRegularFile(path.resolve("saved_model.pb"))) {
      throw new IllegalArgumentException(
          path
              + (Files.isDirectory(path)
                  ? " holds no saved_model.pb"
                  : " is neither .keras nor .h5 nor a folder")
              + ", expected "
              + EXPECTED);
    }
    return path;
  }

  /**
   * Checks that a file of Keras can hold a model.
   *
   * @throws IllegalArgumentException if there is nothing, or it holds weights alone
   */
  static void checkKeras(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(path + " does not exist, expected " + EXPECTED);
    }
    if (isWeights(path)) {
      throw new IllegalArgumentException(
          path
              + " holds weights and no layers, expected a whole model: with a model of the same"
              + " layers, convert MODEL OUT --weights "
              + path.getFileName());
    }
  }

  /** Whether the name is one of Keras's own formats. */
  static boolean isKeras(Path path) {
    String name = lowerCase(path);
    return name.endsWith(".keras") || isHdf5(path) || name.endsWith(".weights.json");
  }

  static boolean isHdf5(Path path) {
    String name = lowerCase(path);
    return name.endsWith(".h5") || name.endsWith(".hdf5");
  }

  /** Whether the name is that of weights without a model. */
  static boolean isWeights(Path path) {
    String name = lowerCase(path);
    return name.endsWith(".weights.h5") || name.endsWith(".weights.json");
  }

  private static String lowerCase(Path path) {
    return path.toString().toLowerCase(Locale.ROOT);
  }
}
