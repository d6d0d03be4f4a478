package io.github.inverseactivation.datasets;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Idx;
import io.github.inverseactivation.datasets.IdxFiles.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

/** Data sets on the class path, in artifacts of their own: {@code inverse-activation-mnist}. */
final class Shipped {
  private static final String FOLDER = "io/github/inverseactivation/datasets/";

  private Shipped() {}

  /** Whether the four files of a data set are on the class path. */
  static boolean has(String name) {
    return Stream.of(Part.values())
        .allMatch(part -> loader().getResource(resource(name, part)) != null);
  }

  static TrainTest load(String name) throws IOException {
    return IdxFiles.load(name, part -> read(name, part));
  }

  private static Array read(String name, Part part) throws IOException {
    String resource = resource(name, part);
    try (InputStream in = loader().getResourceAsStream(resource)) {
      return part.isImages() ? Idx.readImages(in, resource) : Idx.readLabels(in, resource);
    }
  }

  /** The loader, since the class itself would look into its own module alone. */
  private static ClassLoader loader() {
    return Shipped.class.getClassLoader();
  }

  private static String resource(String name, Part part) {
    return FOLDER + name + "/" + part.fileName() + ".gz";
  }
}
