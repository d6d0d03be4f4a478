package io.github.inverseactivation.datasets;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Any data set by its name or its place: {@code mnist}, {@code fashion-mnist}, an NPZ file, or a
 * folder of IDX files.
 *
 * <pre>{@code
 * TrainTest data = Datasets.load("digits.npz"); // x_train, y_train, x_test, y_test
 * }</pre>
 */
public final class Datasets {
  private Datasets() {}

  /**
   * Loads a data set.
   *
   * @param nameOrPath {@code mnist}, {@code fashion-mnist}, the path of an {@code .npz} file with
   *     the arrays x_train, y_train, x_test and y_test, or the path of a folder with the four IDX
   *     files of MNIST's names, plain or {@code .gz}. Images without a dimension for their channel,
   *     [count, height, width], get one.
   * @return training and test data
   * @throws FormatException if a file is damaged or something is missing in it
   * @throws IllegalArgumentException if it is neither a known name nor such a path
   * @throws IOException if a file cannot be read or fetched
   */
  public static TrainTest load(String nameOrPath) throws IOException {
    if (nameOrPath.equals("mnist")) {
      return Mnist.load();
    }
    if (nameOrPath.equals("fashion-mnist")) {
      return FashionMnist.load();
    }
    Path path = existing(nameOrPath);
    return Files.isDirectory(path) ? IdxFiles.load(path, stem(path)) : fromNpz(path);
  }

  private static Path existing(String nameOrPath) {
    try {
      Path path = Path.of(nameOrPath);
      if (Files.isDirectory(path) || Files.isRegularFile(path) && nameOrPath.endsWith(".npz")) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Then it is no path, and the message below says what would be.
    }
    throw new IllegalArgumentException(
        "unknown data set '"
            + nameOrPath
            + "': expected mnist, fashion-mnist, an .npz file or a folder of IDX files that exists");
  }

  static TrainTest fromNpz(Path path) throws IOException {
    Map<String, Array> arrays = Npz.read(path);
    return new TrainTest(
        examples(path, arrays, "x_train", "y_train"),
        examples(path, arrays, "x_test", "y_test"),
        stem(path));
  }

  private static ArrayDataset examples(
      Path path, Map<String, Array> arrays, String inputs, String targets) {
    Array x = IdxFiles.withChannel(array(path, arrays, inputs));
    Array y = array(path, arrays, targets);
    try {
      return Dataset.of(x, y);
    } catch (IllegalArgumentException e) {
      throw new FormatException(path + ": " + inputs + ", " + targets + ": " + e.getMessage(), e);
    }
  }

  private static Array array(Path path, Map<String, Array> arrays, String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new FormatException(
          path + ": no '" + name + "', found " + String.join(", ", arrays.keySet()));
    }
    return array;
  }

  private static String stem(Path path) {
    Path file = path.toAbsolutePath().normalize().getFileName();
    return file == null ? path.toString() : file.toString().replaceFirst("\\.npz$", "");
  }
}
