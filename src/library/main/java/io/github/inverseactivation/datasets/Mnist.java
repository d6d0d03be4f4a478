package io.github.inverseactivation.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * MNIST: 60,000 and 10,000 handwritten digits of 28 by 28 gray pixels, by Yann LeCun, Corinna
 * Cortes and Christopher Burges. It is looked for
 *
 * <ol>
 *   <li>on the class path, where the artifact {@code inverse-activation-mnist} has it;
 *   <li>in Keras's cache, {@code datasets/mnist.npz} in {@code $KERAS_HOME} or {@code ~/.keras};
 *   <li>at Keras's own address: what is fetched from there is compared with a known SHA-256 and
 *       goes into Keras's cache, where Python finds it too.
 * </ol>
 *
 * <pre>{@code
 * TrainTest mnist = Mnist.load();
 * model.fit(mnist.train(), Fit.epochs(5).validation(mnist.test()));
 * }</pre>
 */
public final class Mnist {
  private static final String NAME = "mnist";
  private static final URI ORIGIN =
      URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz");

  private static final Download.Expected EXPECTED =
      new Download.Expected(
          11_490_434, "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1");

  private Mnist() {}

  /**
   * Loads the digits: images as uint8 [count, 28, 28, 1], labels as uint8 [count], 0 to 9. Pixels
   * are 0 to 255 as in the files; a {@code Rescaling} layer or the caller brings them to 0 to 1.
   *
   * @return training and test data, newly read
   * @throws io.github.inverseactivation.data.FormatException if what was found is damaged
   * @throws IOException if it is nowhere and cannot be fetched; the message names every place
   */
  public static TrainTest load() throws IOException {
    return Shipped.has(NAME)
        ? Shipped.load(NAME)
        : load(KerasCache.folder(NAME).resolveSibling("mnist.npz"), ORIGIN, EXPECTED);
  }

  static TrainTest load(Path cached, URI origin, Download.Expected expected) throws IOException {
    if (!Files.isRegularFile(cached)) {
      try {
        Download.fetchPlain(origin, cached, expected);
      } catch (IOException e) {
        throw new IOException(
            "MNIST was not found; tried the class path, "
                + cached
                + " (no such file), "
                + origin
                + " ("
                + e
                + "); add the artifact inverse-activation-mnist, or put the file there",
            e);
      }
    }
    return Datasets.fromNpz(cached);
  }
}
