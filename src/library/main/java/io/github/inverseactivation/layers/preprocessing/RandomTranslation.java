package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Interpolation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Moves each image, in training, by random fractions of its height and width. No gradient goes
 * through it: put it before layers with weights. Images pass unchanged at inference.
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Options and their defaults: {@code fillMode} REFLECT, {@code fillValue} 0, {@code
 * interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomTranslation(0.1, 0.2)   // up to a tenth up or down, up to a fifth left or right
 * }</pre>
 *
 * <p>Random crops of images of 32 by 32 that are padded with 4 zeros on each side:
 *
 * <pre>{@code
 * RandomTranslation crop = RandomTranslation.ofPixels(4, 32, 32);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.layers.RandomTranslation}.
 */
public final class RandomTranslation extends Projective<RandomTranslation> {
  private Factor down = Factor.eitherWay("heightFactor", -1, 1);
  private Factor right = Factor.eitherWay("widthFactor", -1, 1);

  /**
   * Moves in all directions.
   *
   * @param heightFactor the largest fraction of the height, from -1 to 1
   * @param widthFactor the largest fraction of the width, from -1 to 1
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomTranslation(double heightFactor, double widthFactor) {
    this(new double[] {heightFactor}, new double[] {widthFactor});
  }

  /**
   * Moves within ranges.
   *
   * @param heightFactor the smallest and the largest fraction of the height, from -1 to 1; positive
   *     ones move down
   * @param widthFactor the smallest and the largest fraction of the width, from -1 to 1; positive
   *     ones move to the right
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomTranslation(double[] heightFactor, double[] widthFactor) {
    this.down = down.of(heightFactor);
    this.right = right.of(widthFactor);
    validate();
  }

  /**
   * Moves by whole pixels, each number of them equally likely, and fills with zeros. This is what
   * random crops of padded images are, with nothing to pad or to cut at inference.
   *
   * @param most the largest number of pixels either way, from 0 to below both sizes
   * @param height the images' height, at least 1
   * @param width the images' width, at least 1
   * @return a layer with {@link FillMode#CONSTANT} and {@link Interpolation#NEAREST}
   * @throws IllegalArgumentException if a number is out of range
   */
  public static RandomTranslation ofPixels(int most, int height, int width) {
    if (most < 0 || most >= Math.min(height, width)) {
      throw new IllegalArgumentException(
          "most must be from 0 to below height and width, not "
              + most
              + " of "
              + height
              + " by "
              + width);
    }
    // Rounded, this is evenly one of 2 most + 1 numbers.
    double reach = most + 0.5;
    return new RandomTranslation(reach / height, reach / width)
        .fillMode(FillMode.CONSTANT)
        .interpolation(Interpolation.NEAREST);
  }

  @Override
  int columns() {
    return 2;
  }

  @Override
  Affine map(Ops tf, Operand<TFloat32> drawn, Sampling.Size size) {
    Operand<TFloat32> y = tf.math.mul(down.draw(tf, drawn, 0), size.height());
    Operand<TFloat32> x = tf.math.mul(right.draw(tf, drawn, 1), size.width());
    Operand<TFloat32> zero = tf.zerosLike(x);
    Operand<TFloat32> one = tf.onesLike(x);
    return new Affine(one, zero, tf.math.neg(x), zero, one, tf.math.neg(y));
  }

  @Override
  public void options(Options options) {
    down = down.option(options);
    right = right.option(options);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    down.require();
    right.require();
  }
}
