package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Makes each image smaller or larger about its middle, in training, by random factors. A factor
 * {@code f} makes {@code 1 + f} times the height or width fit into the image: positive ones zoom
 * out, negative ones in. No gradient goes through it: put it before layers with weights. Images
 * pass unchanged at inference.
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Options and their defaults: {@code widthFactor} none, {@code fillMode} REFLECT, {@code
 * fillValue} 0, {@code interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code seed}
 * none.
 *
 * <pre>{@code
 * new RandomZoom(0.1)                        // up to a tenth larger or smaller, keeping the aspect ratio
 * new RandomZoom(0.2, 0.3)                   // the height by up to 0.2, the width by up to 0.3
 * new RandomZoom(new double[] {-0.3, -0.1})  // from 0.3 to 0.1 larger
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.layers.RandomZoom}.
 */
public final class RandomZoom extends Projective<RandomZoom> {
  private static final double ABOVE_MINUS_ONE = Math.nextUp(-1.0);

  private Factor down = Factor.eitherWay("heightFactor", ABOVE_MINUS_ONE, 1);
  private Factor across = Factor.eitherWay("widthFactor", ABOVE_MINUS_ONE, 1);

  /**
   * Zooms height and width alike, which keeps the aspect ratio.
   *
   * @param heightFactor the largest factor either way, from 0 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomZoom(double heightFactor) {
    this(new double[] {heightFactor});
  }

  /**
   * Zooms height and width by factors of their own.
   *
   * @param heightFactor the largest factor of the height either way, from 0 to 1
   * @param widthFactor the largest factor of the width either way, from 0 to 1
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomZoom(double heightFactor, double widthFactor) {
    this(new double[] {heightFactor}, new double[] {widthFactor});
  }

  /**
   * Zooms height and width alike within a range, which keeps the aspect ratio.
   *
   * @param heightFactor the smallest and the largest factor, above -1, at most 1; or the largest
   *     either way
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomZoom(double[] heightFactor) {
    this.down = down.of(heightFactor);
    validate();
  }

  /**
   * Zooms height and width within ranges of their own.
   *
   * @param heightFactor the height's smallest and largest factor, above -1, at most 1; or the
   *     largest either way
   * @param widthFactor the width's
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomZoom(double[] heightFactor, double[] widthFactor) {
    this.down = down.of(heightFactor);
    this.across = across.of(widthFactor);
    validate();
  }

  /**
   * Zooms the width by a factor of its own. Default: by that of the height, which keeps the aspect
   * ratio.
   *
   * @param widthFactor the largest factor either way, or the smallest and the largest; above -1, at
   *     most 1; or null
   * @return a changed copy
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomZoom widthFactor(double... widthFactor) {
    return with(copy -> copy.across = across.of(widthFactor));
  }

  @Override
  int columns() {
    return 2;
  }

  @Override
  Affine map(Ops tf, Operand<TFloat32> drawn, Sampling.Size size) {
    Operand<TFloat32> zoomY = down.draw(tf, drawn, 0, end -> 1 + end);
    Operand<TFloat32> zoomX = across.given() ? across.draw(tf, drawn, 1, end -> 1 + end) : zoomY;
    Operand<TFloat32> zero = tf.zerosLike(zoomY);
    return Affine.aboutMiddle(tf, size, zoomX, zero, zero, zoomY);
  }

  @Override
  public void options(Options options) {
    down = down.option(options);
    across = across.option(options);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    down.require();
    across.requireIfGiven();
  }
}
