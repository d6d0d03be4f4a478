package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.ImageFolder;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Measures, when it is run by hand, what reading images costs beside training: seconds for an epoch
 * of reading alone, of training from memory, and of both without and with prefetch.
 */
final class PrefetchSpeed {
  private static final int IMAGES = 512;
  private static final int SIZE = 64;
  private static final int EPOCHS = 4;

  private PrefetchSpeed() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("images");
    try {
      write(folder);
      Dataset data = ImageFolder.of(folder).imageSize(SIZE, SIZE).dataset();
      Dataset cached = data.cache();
      for (Dataset warm : new Dataset[] {cached, data}) {
        read(warm);
      }
      report("reading alone", seconds(() -> read(data)));
      try (Sequential model = model()) {
        fit(model, cached);
        report("training alone", seconds(() -> fit(model, cached)));
        report("one after the other", seconds(() -> fit(model, data)));
        report("prefetch(2)", seconds(() -> fit(model, data.prefetch(2))));
        report("prefetch(2, 2)", seconds(() -> fit(model, data.prefetch(2, 2))));
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void report(String what, double seconds) {
    System.out.printf(Locale.ROOT, "%-20s %.2f s an epoch%n", what, seconds);
  }

  /** The best of some epochs: others may be disturbed. */
  private static double seconds(Runnable epoch) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < EPOCHS; i++) {
      long start = System.nanoTime();
      epoch.run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best;
  }

  private static void read(Dataset data) {
    int examples = 0;
    for (Batch batch : data.batches(32)) {
      examples += batch.size();
    }
    if (examples != IMAGES) {
      throw new IllegalStateException(examples + " examples");
    }
  }

  private static void fit(Sequential model, Dataset data) {
    model.fit(data, Fit.epochs(1).verbosity(Verbosity.SILENT));
  }

  private static Sequential model() {
    Sequential model =
        Sequential.of(
            Input.shape(SIZE, SIZE, 3),
            new Rescaling(1 / 255.0),
            new Conv2D(16, 3),
            new InverseActivation(),
            new MaxPooling2D(2),
            new Conv2D(32, 3),
            new InverseActivation(),
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(2));
    model.compile(new Adam(), SparseCategoricalCrossentropy.fromLogits());
    return model;
  }

  private static void write(Path folder) throws IOException {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < IMAGES; i++) {
      for (int p = 0; p < 256 * 256; p++) {
        image.setRGB(p % 256, p / 256, (p % 256 + i) * 0x010101 ^ (p / 256 * 0x000102));
      }
      Path file = folder.resolve("class" + i % 2).resolve(i + ".jpg");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "jpeg", file.toFile());
    }
  }
}
