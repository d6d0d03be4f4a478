package io.github.inverseactivation.data;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Mixes each example of a batch with another of it, inputs and labels alike.
 *
 * <pre>
 * x = w x1 + (1 - w) x2,   y = w y1 + (1 - w) y2
 * w: of the beta distribution with alpha twice, for each example
 * (x2, y2): the examples of the batch in a random order
 * </pre>
 *
 * <p>Options and their defaults: {@code alpha} 0.2, {@code seed} 0.
 *
 * <pre>{@code
 * Dataset training =
 *     data.map(e -> e.withInput(e.input().cast(DType.FLOAT32)).oneHot(10)).augment(new MixUp());
 * model.compile(new Adam(), new CategoricalCrossentropy());
 * model.fit(training, Fit.epochs(5));
 * }</pre>
 *
 * <p>A batch has one input of any shape, and targets {@code [batch, ..., classes]}, all of {@link
 * DType#FLOAT32}; weights of examples stay where they are. Another batch is refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.MixUp}, which takes a dictionary of a batch's images and
 * labels; Zhang et al. 2017, arXiv 1710.09412.
 */
public final class MixUp implements BatchAugmentation {
  private static final long PURPOSE = 0x3147;
  private static final double LEAST = 1e-6;

  private final double alpha;
  private final long seed;

  /** Mixes little: most weights are near 0 or 1. */
  public MixUp() {
    this(0.2, 0);
  }

  private MixUp(double alpha, long seed) {
    this.alpha = alpha;
    this.seed = seed;
  }

  /**
   * Sets how much is mixed: with a small number mostly one of both counts, with 1 all weights are
   * equally likely. Default: 0.2.
   *
   * @param alpha at least 0.000001
   * @return a changed copy
   * @throws IllegalArgumentException if it is less or not finite
   */
  public MixUp alpha(double alpha) {
    if (!(alpha >= LEAST && Double.isFinite(alpha))) {
      throw new IllegalArgumentException(
          "alpha must be a finite number of at least " + LEAST + ", not " + alpha);
    }
    return new MixUp(alpha, seed);
  }

  /**
   * Mixes a number into the walk's seed. Default: 0.
   *
   * @param seed any number
   * @return a changed copy
   */
  public MixUp seed(long seed) {
    return new MixUp(alpha, seed);
  }

  @Override
  public Batch apply(Batch batch, long batchSeed) {
    SplittableRandom random = Mixture.random(batchSeed, seed, PURPOSE);
    int[] order = Mixture.order(batch.size(), random);
    double[] weights = new double[batch.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Mixture.beta(alpha, random);
    }
    Array x = Mixture.blend("MixUp", Mixture.image("MixUp", batch), weights, order);
    List<Array> y = Mixture.labels("MixUp", batch.targets(), weights, order);
    return new Batch(List.of(x), y, batch.sampleWeights());
  }
}
