package io.github.inverseactivation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What {@link MixUp} and {@link CutMix} share: each example of a batch with one of the others. */
final class Mixture {
  private Mixture() {}

  /** What is drawn from, for one purpose. */
  static SplittableRandom random(long seed, long own, long purpose) {
    return new SplittableRandom(Pipeline.mix(Pipeline.mix(seed, purpose), own));
  }

  /** For each example the one that it is mixed with, perhaps itself: an order of all of them. */
  static int[] order(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** A number of the beta distribution with alpha twice. */
  static double beta(double alpha, SplittableRandom random) {
    // With a small alpha gamma variates are too small for a double; their logarithms are not.
    return 1 / (1 + Math.exp(logGamma(alpha, random) - logGamma(alpha, random)));
  }

  /** The logarithm of a number of the gamma distribution: Marsaglia and Tsang 2000. */
  private static double logGamma(double alpha, SplittableRandom random) {
    if (alpha < 1) {
      return logGamma(alpha + 1, random) + Math.log(1 - random.nextDouble()) / alpha;
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = random.nextGaussian();
      double v = Math.pow(1 + c * z, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < z * z / 2 + d - d * v + d * Math.log(v)) {
        return Math.log(d * v);
      }
    }
  }

  /** The only input. */
  static Array image(String who, Batch batch) {
    if (batch.inputs().size() != 1) {
      throw new IllegalArgumentException(
          who + " takes examples of one input, not " + batch.inputs().size());
    }
    return batch.inputs().get(0);
  }

  /** Labels {@code w a + (1 - w) b}, with the weight of each example. */
  static List<Array> labels(String who, List<Array> labels, double[] weights, int[] order) {
    List<Array> mixed = new ArrayList<>();
    for (Array each : labels) {
      if (each.rank() < 2) {
        throw new IllegalArgumentException(
            who
                + " mixes labels that have a number for each class, not "
                + each
                + ": map examples with Example.oneHot, or use LabelMode.CATEGORICAL");
      }
      mixed.add(blend(who, each, weights, order));
    }
    return mixed;
  }

  /** Rows {@code w a + (1 - w) b}, with the weight of each row. */
  static Array blend(String who, Array rows, double[] weights, int[] order) {
    if (rows.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          who + " mixes FLOAT32, not " + rows + ": map examples with Array.cast");
    }
    float[] from = rows.floats();
    float[] mixed = new float[from.length];
    int width = from.length / order.length;
    for (int row = 0; row < order.length; row++) {
      float weight = (float) weights[row];
      int own = row * width;
      int other = order[row] * width;
      for (int i = 0; i < width; i++) {
        mixed[own + i] = weight * from[own + i] + (1 - weight) * from[other + i];
      }
    }
    return Array.of(mixed, rows.shape());
  }
}
