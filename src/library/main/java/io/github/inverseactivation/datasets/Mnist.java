package io.github.inverseactivation.datasets;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Idx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * MNIST: 60,000 and 10,000 handwritten digits of 28 by 28 gray pixels, by Yann LeCun, Corinna
 * Cortes and Christopher Burges. It is part of this library, so loading it needs neither network
 * nor disk.
 *
 * <pre>{@code
 * TrainTest mnist = Mnist.load();
 * model.fit(mnist.train(), Fit.epochs(5).validation(mnist.test()));
 * }</pre>
 */
public final class Mnist {
  private Mnist() {}

  /**
   * Loads the digits: images as uint8 [count, 28, 28, 1], labels as uint8 [count], 0 to 9. Pixels
   * are 0 to 255 as in the files; a {@code Rescaling} layer or the caller brings them to 0 to 1.
   *
   * @return training and test data, newly read
   */
  public static TrainTest load() {
    try {
      return IdxFiles.load("mnist", Mnist::read);
    } catch (IOException e) {
      throw new UncheckedIOException("the digits that come with this library cannot be read", e);
    }
  }

  private static Array read(IdxFiles.Part part) throws IOException {
    String resource = "mnist/" + part.fileName() + ".gz";
    try (InputStream in = Mnist.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("resource " + resource + " is missing from the library's jar");
      }
      return part.isImages() ? Idx.readImages(in, resource) : Idx.readLabels(in, resource);
    }
  }
}
