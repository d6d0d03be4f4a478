package io.github.inverseactivation.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pastes a rectangle of another image of the batch into each, and mixes the labels by its area.
 *
 * <pre>
 * width  = sqrt(1 - w) * the images' width,   the same for the height
 * left, top: anywhere so that the rectangle is inside the image
 * pasted where left &lt;= x &lt; left + width and top &lt;= y &lt; top + height
 * label = w y1 + (1 - w) y2
 * w: of the beta distribution with alpha twice, for each image;   alpha: from factor, for each batch
 * </pre>
 *
 * <p>The other images are those of the batch in a random order. Rectangles keep their place.
 *
 * <p>Options and their defaults: {@code factor} 0 to 1, {@code seed} 0.
 *
 * <pre>{@code
 * Dataset training = data.map(e -> e.oneHot(10)).augment(new CutMix().factor(1, 1));
 * model.compile(new Adam(), new CategoricalCrossentropy());
 * model.fit(training, Fit.epochs(5));
 * }</pre>
 *
 * <p>A batch has one input {@code [batch, height, width, channels]} of any type, and targets {@code
 * [batch, ..., classes]} of {@link DType#FLOAT32}; weights of examples stay where they are. Another
 * batch is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.CutMix}, which takes a dictionary of a batch's images and
 * labels; Yun et al. 2019, arXiv 1905.04899.
 */
public final class CutMix implements BatchAugmentation {
  private static final long PURPOSE = 0xC147;
  private static final double LEAST = 1e-6;

  private final double least;
  private final double greatest;
  private final long seed;

  /** Pastes rectangles of all sizes. */
  public CutMix() {
    this(0, 1, 0);
  }

  private CutMix(double least, double greatest, long seed) {
    this.least = least;
    this.greatest = greatest;
    this.seed = seed;
  }

  /**
   * Sets how much is mixed: with a small number mostly nothing or nearly all is pasted, with 1 all
   * areas are equally likely. Default: from 0 to 1.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public CutMix factor(double... factor) {
    if (factor.length < 1
        || factor.length > 2
        || !Arrays.stream(factor).allMatch(each -> each >= 0 && each <= 1)) {
      throw new IllegalArgumentException(
          "factor takes one number or two, from 0 to 1, not " + Arrays.toString(factor));
    }
    double one = factor.length == 1 ? 0 : factor[0];
    double other = factor[factor.length - 1];
    return new CutMix(Math.min(one, other), Math.max(one, other), seed);
  }

  /**
   * Mixes a number into the walk's seed. Default: 0.
   *
   * @param seed any number
   * @return a changed copy
   */
  public CutMix seed(long seed) {
    return new CutMix(least, greatest, seed);
  }

  @Override
  public Batch apply(Batch batch, long batchSeed) {
    Array images = Mixture.image("CutMix", batch);
    if (images.rank() != 4) {
      throw new IllegalArgumentException(
          "CutMix takes images [batch, height, width, channels], not " + images);
    }
    SplittableRandom random = Mixture.random(batchSeed, seed, PURPOSE);
    int[] order = Mixture.order(batch.size(), random);
    double alpha = LEAST + least + (greatest - least) * random.nextDouble();
    double[] weights = new double[batch.size()];
    Array others = images.gather(order);
    Array pasted = images.rows(0, images.rows());
    int height = (int) images.shape()[1];
    int width = (int) images.shape()[2];
    int channels = (int) images.shape()[3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Mixture.beta(alpha, random);
      double side = Math.sqrt(1 - weights[i]);
      int[] across = inside(side, width, random);
      int[] down = inside(side, height, random);
      int pixels = (across[1] - across[0]) * channels;
      for (int row = down[0]; row < down[1]; row++) {
        int from = ((i * height + row) * width + across[0]) * channels;
        System.arraycopy(others.elements(), from, pasted.elements(), from, pixels);
      }
    }
    List<Array> y = Mixture.labels("CutMix", batch.targets(), weights, order);
    return new Batch(List.of(pasted), y, batch.sampleWeights());
  }

  /** The first pixel of an interval that lies anywhere along a side, and the one after the last. */
  private static int[] inside(double share, int size, SplittableRandom random) {
    double start = random.nextDouble() * (size - share * size);
    int end = (int) Math.ceil(start + share * size);
    return new int[] {(int) Math.ceil(start), Math.min(end, size)};
  }
}
