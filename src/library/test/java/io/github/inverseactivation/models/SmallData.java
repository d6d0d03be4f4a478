package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import java.util.Random;

/** A small problem that can be learned: which quarter of an 8x8 image is bright. */
final class SmallData {
  private SmallData() {}

  static ArrayDataset quarters(int examples) {
    Random random = new Random(42);
    float[] images = new float[examples * 64];
    int[] labels = new int[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = random.nextInt(4);
      for (int j = 0; j < 64; j++) {
        int quarter = j / 32 * 2 + j % 8 / 4;
        images[i * 64 + j] = (float) (random.nextGaussian() * 0.5 + (quarter == labels[i] ? 1 : 0));
      }
    }
    return Dataset.of(Array.of(images, examples, 8, 8, 1), Array.of(labels));
  }
}
