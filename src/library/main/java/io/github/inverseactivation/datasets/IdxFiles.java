package io.github.inverseactivation.datasets;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.data.Idx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The four IDX files that MNIST and its kin consist of. */
final class IdxFiles {
  private IdxFiles() {}

  /** One of the four files. */
  enum Part {
    TRAIN_IMAGES("train-images-idx3-ubyte"),
    TRAIN_LABELS("train-labels-idx1-ubyte"),
    TEST_IMAGES("t10k-images-idx3-ubyte"),
    TEST_LABELS("t10k-labels-idx1-ubyte");

    private final String fileName;

    Part(String fileName) {
      this.fileName = fileName;
    }

    /** The name without {@code .gz}. */
    String fileName() {
      return fileName;
    }

    boolean isImages() {
      return this == TRAIN_IMAGES || this == TEST_IMAGES;
    }

    /** The file in a folder, compressed or not, if it is there. */
    Optional<Path> in(Path folder) {
      for (String suffix : new String[] {".gz", ""}) {
        Path file = folder.resolve(fileName + suffix);
        if (Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
      return Optional.empty();
    }
  }

  /** Where the arrays of the four files come from. */
  interface Source {
    Array read(Part part) throws IOException;
  }

  static Optional<Part> firstMissing(Path folder) {
    for (Part part : Part.values()) {
      if (part.in(folder).isEmpty()) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  static TrainTest load(Path folder, String name) throws IOException {
    return load(
        name,
        part -> {
          Path file =
              part.in(folder)
                  .orElseThrow(
                      () ->
                          new FormatException(
                              folder + ": no '" + part.fileName() + "' or .gz of it"));
          return part.isImages() ? Idx.readImages(file) : Idx.readLabels(file);
        });
  }

  static TrainTest load(String name, Source source) throws IOException {
    ArrayDataset train =
        examples(source.read(Part.TRAIN_IMAGES), source.read(Part.TRAIN_LABELS), name + " train");
    ArrayDataset test =
        examples(source.read(Part.TEST_IMAGES), source.read(Part.TEST_LABELS), name + " test");
    return new TrainTest(train, test, name);
  }

  private static ArrayDataset examples(Array images, Array labels, String name) {
    if (images.rows() != labels.rows()) {
      throw new FormatException(
          name + ": " + images.rows() + " images but " + labels.rows() + " labels");
    }
    try {
      return Dataset.of(withChannel(images), labels);
    } catch (IllegalArgumentException e) {
      throw new FormatException(name + ": " + e.getMessage(), e);
    }
  }

  /** Gray images without a dimension for their one channel get one. */
  static Array withChannel(Array images) {
    long[] shape = images.shape();
    return shape.length == 3 ? images.reshape(shape[0], shape[1], shape[2], 1) : images;
  }
}
