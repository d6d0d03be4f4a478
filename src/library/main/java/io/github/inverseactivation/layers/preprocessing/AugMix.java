package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Mixes each image, in training, with copies of it that were augmented in different ways: images of
 * much variety that still show what they showed. No gradient goes through it: put it before layers
 * with weights. Images pass unchanged at inference.
 *
 * <pre>
 * y = w x + (1 - w) (m1 c1(x) + m2 c2(x) + ...), cut to the range of values
 * w:  of the beta distribution with alpha twice
 * m:  as many numbers as chains, of the Dirichlet distribution with alpha; their sum is 1
 * c:  a chain of chainDepth steps, each one of the augmentations of {@link RandAugment}, or none,
 *     with the same probability
 * </pre>
 *
 * <p>Everything is drawn for each image, and factors for each step.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code numChains} 3, {@code
 * chainDepth} 3, {@code factor} 0 to 0.3, {@code alpha} 1, {@code allOps} true, {@code
 * interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new AugMix().valueRange(0, 1).chainDepth(2).allOps(false)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]} with 1 or 3 channels, any number of them
 * without {@code allOps}, or {@code [batch, channels, height, width]} with {@code CHANNELS_FIRST};
 * sizes may be unknown. Output shape: the input's. A shape with another number of dimensions or of
 * channels is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.AugMix}; Hendrycks et al. 2019, arXiv 1912.02781. Keras
 * draws all but the factors once for all images of a batch, and the augmentations with Python's own
 * generator.
 */
public final class AugMix extends ChoosingAugmentation<AugMix> {
  private static final double LEAST_ALPHA = 0.01;

  private int numChains = 3;
  private int chainDepth = 3;
  private double alpha = 1;
  private boolean allOps = true;

  /** Mixes bytes with three chains. */
  public AugMix() {
    super(0.3);
  }

  /**
   * Sets how many copies are augmented. Default: 3.
   *
   * @param numChains from 1 to 100
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public AugMix numChains(int numChains) {
    return with(copy -> copy.numChains = numChains);
  }

  /**
   * Sets how many steps a chain has, some of which may do nothing. Default: 3.
   *
   * @param chainDepth from 0 to 100
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public AugMix chainDepth(int chainDepth) {
    return with(copy -> copy.chainDepth = chainDepth);
  }

  /**
   * Sets how evenly images are mixed: below 1 mostly one of them counts, above 1 all count alike.
   * Default: 1.
   *
   * @param alpha at least 0.01
   * @return a changed copy
   * @throws IllegalArgumentException if it is less or not finite
   */
  public AugMix alpha(double alpha) {
    return with(copy -> copy.alpha = alpha);
  }

  /**
   * Says whether {@link RandomBrightness}, {@link RandomColorDegeneration}, {@link RandomContrast}
   * and {@link RandomSharpness} are among the augmentations. Default: true.
   *
   * @param allOps false to leave them out
   * @return a changed copy
   */
  public AugMix allOps(boolean allOps) {
    return with(copy -> copy.allOps = allOps);
  }

  @Override
  boolean all() {
    return allOps;
  }

  /** The numbers for one step: which augmentation, and what all of them draw. */
  private int stepColumns() {
    return 1 + operations().columns();
  }

  @Override
  int columns() {
    return numChains * chainDepth * stepColumns();
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    Operand<TInt32> shape = tf.concat(List.of(batch, tf.array(numChains + 2)), tf.constant(0));
    Operand<TFloat64> gammas = gamma(context, shape, alpha, 1);
    Operand<T> itself =
        tf.dtypes.cast(
            share(tf, tf.slice(gammas, tf.array(0, 0), tf.array(-1, 2))), context.dtype());
    Operand<T> weight =
        tf.reshape(tf.slice(itself, tf.array(0, 0), tf.array(-1, 1)), tf.array(-1, 1, 1, 1));
    Operand<T> chains =
        tf.dtypes.cast(
            share(tf, tf.slice(gammas, tf.array(0, 2), tf.array(-1, -1))), context.dtype());
    Operand<T> mixed = mix(context, chains(context, x, drawn), chains);
    Operand<T> y = tf.math.add(mixed, tf.math.mul(weight, tf.math.sub(x, mixed)));
    return tf.stopGradient(clip(context, y));
  }

  /** Each number's share of its row. */
  private static Operand<TFloat64> share(Ops tf, Operand<TFloat64> numbers) {
    Operand<TFloat64> positive = tf.math.add(numbers, tf.constant(Double.MIN_NORMAL));
    return tf.math.div(positive, tf.reduceSum(positive, tf.constant(1), ReduceSum.keepDims(true)));
  }

  /** What the chains make of the images: those of the first chain, of the second, and so on. */
  private <T extends TNumber> Operand<T> chains(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operations operations = operations();
    int columns = stepColumns();
    Operand<T> y = tf.tile(x, tf.array(numChains, 1, 1, 1));
    for (int i = 0; i < chainDepth; i++) {
      // Numbers that are all drawn alike may be dealt out in any order.
      Operand<TFloat32> rows = tf.reshape(drawn, tf.array(-1, chainDepth * columns));
      Operand<TFloat32> step = tf.slice(rows, tf.array(0, i * columns), tf.array(-1, columns));
      Operand<TFloat32> factors = tf.slice(step, tf.array(0, 1), tf.array(-1, -1));
      y = operations.apply(context, y, oneOf(tf, operations.size() + 1, step, 0), factors);
    }
    return y;
  }

  /** The weighted sum over chains. */
  private <T extends TNumber> Operand<T> mix(
      LayerContext<T> context, Operand<T> chains, Operand<T> weights) {
    Ops tf = context.tf();
    Operand<TInt32> image = tf.slice(tf.shape(chains), tf.array(1), tf.array(3));
    Operand<T> apart =
        tf.reshape(chains, tf.concat(List.of(tf.array(numChains, -1), image), tf.constant(0)));
    Operand<T> rows =
        tf.reshape(tf.linalg.transpose(weights, tf.array(1, 0)), tf.array(numChains, -1, 1, 1, 1));
    return tf.reduceSum(tf.math.mul(apart, rows), tf.constant(0));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    numChains = options.integer("numChains", numChains);
    chainDepth = options.integer("chainDepth", chainDepth);
    alpha = options.number("alpha", alpha);
    allOps = options.bool("allOps", allOps);
  }

  @Override
  public void validate() {
    super.validate();
    requireSteps("numChains", 1, numChains);
    requireSteps("chainDepth", 0, chainDepth);
    if (!(alpha >= LEAST_ALPHA && Double.isFinite(alpha))) {
      throw new IllegalArgumentException(
          "alpha must be a finite number of at least " + LEAST_ALPHA + ", not " + alpha);
    }
  }
}
