package io.github.inverseactivation.datasets;

import io.github.inverseactivation.datasets.IdxFiles.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fashion-MNIST: 60,000 and 10,000 articles of clothing in 28 by 28 gray pixels, by Zalando
 * Research (Xiao, Rasul and Vollgraf, 2017). Same form as {@link Mnist}, but harder.
 *
 * <p>The four files, compressed or not, are looked for in
 *
 * <ol>
 *   <li>the folder that is named, if one is;
 *   <li>the class path, where the artifact {@code inverse-activation-fashion-mnist} has them;
 *   <li>Keras's cache, {@code datasets/fashion-mnist} in {@code $KERAS_HOME} or {@code ~/.keras};
 *   <li>{@code /usr/share/datasets/fashion-mnist}, where Debian's package {@code
 *       dataset-fashion-mnist} puts them;
 *   <li>Keras's own address: what is fetched from there is compared with a known SHA-256 and goes
 *       into Keras's cache, where Python finds it too.
 * </ol>
 *
 * <p>The labels are 0 T-shirt, 1 trouser, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7
 * sneaker, 8 bag, 9 ankle boot.
 */
public final class FashionMnist {
  private static final String NAME = "fashion-mnist";
  private static final URI ORIGIN =
      URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/");
  private static final Path DEBIAN = Path.of("/usr/share/datasets", NAME);

  private static final Map<Part, Download.Expected> EXPECTED =
      Map.of(
          Part.TRAIN_IMAGES,
          new Download.Expected(
              47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
          Part.TRAIN_LABELS,
          new Download.Expected(
              60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
          Part.TEST_IMAGES,
          new Download.Expected(
              7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
          Part.TEST_LABELS,
          new Download.Expected(
              10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

  private FashionMnist() {}

  /**
   * Loads the articles: images as uint8 [count, 28, 28, 1], labels as uint8 [count], 0 to 9.
   *
   * @return training and test data, newly read
   * @throws io.github.inverseactivation.data.FormatException if the files that were found are
   *     damaged
   * @throws IOException if they are nowhere and cannot be fetched; the message names every place
   */
  public static TrainTest load() throws IOException {
    return load(List.of());
  }

  /**
   * Loads the articles, looking into a given folder first.
   *
   * @param folder where the files may be
   * @return training and test data, newly read
   * @throws io.github.inverseactivation.data.FormatException if the files that were found are
   *     damaged
   * @throws IOException if they are nowhere and cannot be fetched; the message names every place
   */
  public static TrainTest load(Path folder) throws IOException {
    return load(List.of(folder));
  }

  private static TrainTest load(List<Path> named) throws IOException {
    boolean isNamed = named.stream().anyMatch(folder -> IdxFiles.firstMissing(folder).isEmpty());
    return !isNamed && Shipped.has(NAME)
        ? Shipped.load(NAME)
        : load(named, KerasCache.folder(NAME), DEBIAN, ORIGIN);
  }

  static TrainTest load(List<Path> named, Path cache, Path system, URI origin) throws IOException {
    List<Path> folders = new ArrayList<>(named);
    folders.add(cache);
    folders.add(system);
    List<String> tried = new ArrayList<>();
    for (Path folder : folders) {
      var missing = IdxFiles.firstMissing(folder);
      if (missing.isEmpty()) {
        return IdxFiles.load(folder, NAME);
      }
      tried.add(
          folder
              + (Files.isDirectory(folder)
                  ? " (no " + missing.get().fileName() + ")"
                  : " (no such folder)"));
    }
    try {
      for (Part part : Part.values()) {
        if (part.in(cache).isEmpty()) {
          String file = part.fileName() + ".gz";
          Download.fetch(origin.resolve(file), cache.resolve(file), EXPECTED.get(part));
        }
      }
    } catch (IOException e) {
      tried.add(origin + " (" + e + ")");
      throw new IOException(
          "Fashion-MNIST was not found; tried "
              + String.join(", ", tried)
              + "; put the four files into one of these folders, or name the folder that has them",
          e);
    }
    return IdxFiles.load(cache, NAME);
  }
}
