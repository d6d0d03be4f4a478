package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A data set that is learnt in moments: one bright quarter of a noisy 8 by 8 image. */
final class SmallData {
  static final int TRAIN = 512;
  static final int TEST = 96;
  static final int CLASSES = 4;

  private SmallData() {}

  static Path write(Path folder) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    Random random = new Random(7);
    add(arrays, "train", TRAIN, random);
    add(arrays, "test", TEST, random);
    Path file = folder.resolve("quarters.npz");
    Npz.write(file, arrays);
    return file;
  }

  private static void add(Map<String, Array> arrays, String part, int count, Random random) {
    byte[] images = new byte[count * 64];
    byte[] labels = new byte[count];
    random.nextBytes(images);
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(CLASSES);
      labels[i] = (byte) label;
      for (int at = 0; at < 64; at++) {
        boolean bright = at / 32 == label / 2 && at % 8 / 4 == label % 2;
        int noise = (images[i * 64 + at] & 0xff) / 3;
        images[i * 64 + at] = (byte) (bright ? 255 - noise : noise);
      }
    }
    arrays.put("x_" + part, Array.uint8(images, count, 8, 8));
    arrays.put("y_" + part, Array.uint8(labels, count));
  }
}
