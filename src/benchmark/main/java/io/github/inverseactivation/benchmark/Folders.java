package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Folders of images that all sides read, below the one that BENCHMARK_FOLDER names. */
final class Folders {
  static final int SIZE = 64;
  private static final int CLASSES = 4;

  private Folders() {}

  /**
   * So many images in colour, as PNG, smooth with some noise; made when they are first asked for.
   */
  static Path images(int count) {
    Path folder = Path.of(System.getenv("BENCHMARK_FOLDER"), "images-" + count);
    if (Files.exists(folder)) {
      return folder;
    }
    Random random = new Random(1);
    try {
      for (int i = 0; i < count; i++) {
        Path kind = Files.createDirectories(folder.resolve("class-" + i % CLASSES));
        Png.write(kind.resolve(i + ".png"), image(random));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static Array image(Random random) {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    int across = random.nextInt(3);
    int down = random.nextInt(3);
    for (int i = 0; i < pixels.length; i++) {
      int pixel = i / 3;
      int smooth = across * (pixel % SIZE) / 2 + down * (pixel / SIZE) / 2;
      pixels[i] = (byte) (smooth + 20 * (i % 3) + random.nextInt(8));
    }
    return Array.uint8(pixels, SIZE, SIZE, 3);
  }
}
