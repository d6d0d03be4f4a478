package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

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
  private double[] heightFactor;
  private double[] widthFactor;

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
    this.heightFactor = heightFactor.clone();
    this.widthFactor = widthFactor.clone();
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
  Affine draw(
      LayerContext<?> context,
      Operand<? extends TNumber> images,
      Operand<TFloat32> height,
      Operand<TFloat32> width) {
    Ops tf = context.tf();
    Operand<TFloat32> drawn = draw(context, images, 2);
    double[] down = Ranges.ends(heightFactor);
    double[] right = Ranges.ends(widthFactor);
    Operand<TFloat32> y = tf.math.mul(within(tf, drawn, 0, down[0], down[1]), height);
    Operand<TFloat32> x = tf.math.mul(within(tf, drawn, 1, right[0], right[1]), width);
    Operand<TFloat32> zero = tf.zerosLike(x);
    Operand<TFloat32> one = tf.onesLike(x);
    return new Affine(one, zero, tf.math.neg(x), zero, one, tf.math.neg(y));
  }

  @Override
  public void options(Options options) {
    heightFactor = options.numbers("heightFactor", heightFactor);
    widthFactor = options.numbers("widthFactor", widthFactor);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    Ranges.require("heightFactor", heightFactor, -1, 1);
    Ranges.require("widthFactor", widthFactor, -1, 1);
  }
}
