package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
  private Factor across = Factor.eitherWay("xFactor", 0, 1).of(0);
  private Factor down = Factor.eitherWay("yFactor", 0, 1).of(0);

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
    return with(copy -> copy.across = across.of(xFactor));
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
    return with(copy -> copy.down = down.of(yFactor));
  }

  @Override
  int columns() {
    return 3;
  }

  @Override
  Affine map(Ops tf, Operand<TFloat32> drawn, Sampling.Size size) {
    Operand<TFloat32> x = eitherSign(tf, across.draw(tf, drawn, 0), drawn, 2);
    Operand<TFloat32> y = eitherSign(tf, down.draw(tf, drawn, 1), drawn, 2);
    Operand<TFloat32> zero = tf.zerosLike(x);
    Operand<TFloat32> one = tf.onesLike(x);
    return new Affine(one, x, zero, y, one, zero);
  }

  @Override
  public void options(Options options) {
    across = eitherWay(across.option(options));
    down = eitherWay(down.option(options));
    super.options(options);
  }

  /** Keras's files hold the range that a single number stands for. */
  private static Factor eitherWay(Factor factor) {
    double[] numbers = factor.numbers();
    return numbers != null && numbers.length == 2 && numbers[0] == -numbers[1]
        ? factor.of(Math.abs(numbers[1]))
        : factor;
  }

  @Override
  public void validate() {
    super.validate();
    across.require();
    down.require();
  }
}
