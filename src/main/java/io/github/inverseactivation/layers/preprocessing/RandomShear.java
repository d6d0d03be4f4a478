package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Shears each image about its upper left corner, in training, by random factors. No gradient goes
 * through it: put it before layers with weights. Images pass unchanged at inference.
 *
 * <pre>
 * (x, y) of the output shows (x + sx y, y + sy x) of the input
 * sx and sy: drawn within their ranges, and both negative in half of the images
 * </pre>
 *
 * <p>Options and their defaults: {@code xFactor} 0, {@code yFactor} 0, {@code fillMode} REFLECT,
 * {@code fillValue} 0, {@code interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code
 * seed} none.
 *
 * <pre>{@code
 * new RandomShear().xFactor(0.2)        // rows move by up to a fifth of their distance from the top
 * new RandomShear().xFactor(0.1, 0.2).yFactor(0.1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomShear}. Keras 3.15 does not open a file of its own
 * that holds a layer with a single number as factor; it opens those that are written here.
 */
public final class RandomShear extends Projective<RandomShear> {
  private double[] xFactor = {0};
  private double[] yFactor = {0};

  /** Changes nothing before a factor is set. */
  public RandomShear() {}

  /**
   * Moves rows to the left or right. Default: 0.
   *
   * @param xFactor the largest factor either way, or the smallest and the largest, which are
   *     negative in half of the images; each from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomShear xFactor(double... xFactor) {
    return with(copy -> copy.xFactor = xFactor.clone());
  }

  /**
   * Moves columns up or down. Default: 0.
   *
   * @param yFactor the largest factor either way, or the smallest and the largest, which are
   *     negative in half of the images; each from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomShear yFactor(double... yFactor) {
    return with(copy -> copy.yFactor = yFactor.clone());
  }

  @Override
  Affine draw(
      LayerContext<?> context,
      Operand<? extends TNumber> images,
      Operand<TFloat32> height,
      Operand<TFloat32> width) {
    Ops tf = context.tf();
    Operand<TFloat32> drawn = draw(context, images, 3);
    double[] across = Ranges.ends(xFactor);
    double[] down = Ranges.ends(yFactor);
    Operand<TBool> back =
        tf.math.greater(tf.slice(drawn, tf.array(0, 2), tf.array(-1, 1)), tf.constant(0.5f));
    Operand<TFloat32> x = within(tf, drawn, 0, across[0], across[1]);
    Operand<TFloat32> y = within(tf, drawn, 1, down[0], down[1]);
    Operand<TFloat32> zero = tf.zerosLike(x);
    Operand<TFloat32> one = tf.onesLike(x);
    return new Affine(
        one,
        tf.select(back, tf.math.neg(x), x),
        zero,
        tf.select(back, tf.math.neg(y), y),
        one,
        zero);
  }

  @Override
  public void options(Options options) {
    xFactor = eitherWay(options.numbers("xFactor", xFactor));
    yFactor = eitherWay(options.numbers("yFactor", yFactor));
    super.options(options);
  }

  /** Keras's files hold the range that a single number stands for. */
  private static double[] eitherWay(double[] factor) {
    return factor != null && factor.length == 2 && factor[0] == -factor[1]
        ? new double[] {Math.abs(factor[1])}
        : factor;
  }

  @Override
  public void validate() {
    super.validate();
    Ranges.require("xFactor", xFactor, 0, 1);
    Ranges.require("yFactor", yFactor, 0, 1);
  }
}
