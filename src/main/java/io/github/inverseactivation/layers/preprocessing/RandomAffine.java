package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Turns, shears, zooms and moves each image, in training, by random amounts. It does in one go what
 * {@link RandomRotation}, a shear, {@link RandomZoom} and {@link RandomTranslation} do one after
 * the other; each of those computes new pixels between the old ones, and four times of that blur a
 * small image.
 *
 * <pre>
 * (x, y) of the output shows the input at
 * R S Z ((x, y) - middle - t) + middle
 * R = [cos a, -sin a; sin a, cos a],  S = [1, s1; s2, 1],  Z = [z1, 0; 0, z2]
 * </pre>
 *
 * <p>The angle a, the shears s1 and s2, the zooms z1 and z2 and the translation t are drawn for
 * each image, evenly within their ranges. No gradient goes through it: put it before layers with
 * weights. Images pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code rotationFactor}, {@code shearFactor}, {@code zoomFactor}
 * and {@code translationFactor} 0, {@code rate} 1, {@code fillMode} REFLECT, {@code fillValue} 0,
 * {@code interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomAffine()
 *     .rotationFactor(12 / 360.0)      // up to 12 degrees either way
 *     .zoomFactor(0.1)                 // up to a tenth larger or smaller, in each direction
 *     .translationFactor(0.1)          // up to a tenth of the height and the width
 *     .fillMode(FillMode.CONSTANT)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Keras has no such layer. A file that holds it names the class of {@code
 * scripts/inverse_activation.py}; a model for others is better built without it, and trained inside
 * of one that has it.
 */
public final class RandomAffine extends Projective<RandomAffine> {
  private double[] rotationFactor = {0};
  private double[] shearFactor = {0};
  private double[] zoomFactor = {0};
  private double[] translationFactor = {0};
  private double rate = 1;

  /** Changes nothing before a factor is set. */
  public RandomAffine() {}

  /**
   * Turns images. Default: 0.
   *
   * @param factor the largest fraction of a full turn either way, or the smallest and the largest;
   *     from -1 to 1; positive ones turn counterclockwise
   * @return a changed copy
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomAffine rotationFactor(double... factor) {
    return with(copy -> copy.rotationFactor = factor.clone());
  }

  /**
   * Shears images, along the width by one number and along the height by another. Default: 0.
   *
   * @param factor the largest tangent of the angle either way, or the smallest and the largest;
   *     from -1 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomAffine shearFactor(double... factor) {
    return with(copy -> copy.shearFactor = factor.clone());
  }

  /**
   * Zooms images, in height and width by numbers of their own. A factor {@code f} makes {@code 1 +
   * f} times the size fit into the image: positive ones zoom out, negative ones in. Default: 0.
   *
   * @param factor the largest factor either way, or the smallest and the largest; above -1, at most
   *     1
   * @return a changed copy
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomAffine zoomFactor(double... factor) {
    return with(copy -> copy.zoomFactor = factor.clone());
  }

  /**
   * Moves images down and to the right. Default: 0.
   *
   * @param factor the largest fraction of the height and of the width either way, or the smallest
   *     and the largest; from -1 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomAffine translationFactor(double... factor) {
    return with(copy -> copy.translationFactor = factor.clone());
  }

  /**
   * Sets the share of images that are changed. Default: 1.
   *
   * @param rate the probability for each image, from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomAffine rate(double rate) {
    return with(copy -> copy.rate = rate);
  }

  @Override
  Affine draw(
      LayerContext<?> context,
      Operand<? extends TNumber> images,
      Operand<TFloat32> height,
      Operand<TFloat32> width) {
    Ops tf = context.tf();
    Operand<TFloat32> drawn = draw(context, images, 8);
    Operand<TFloat32> changed =
        tf.dtypes.cast(
            tf.math.less(within(tf, drawn, 7, 0, 1), tf.constant((float) rate)), TFloat32.class);
    double full = 2 * Math.PI;
    Operand<TFloat32> angle = number(tf, drawn, 0, scaled(rotationFactor, full), changed);
    Operand<TFloat32> shearX = number(tf, drawn, 1, shearFactor, changed);
    Operand<TFloat32> shearY = number(tf, drawn, 2, shearFactor, changed);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> zoomX = tf.math.add(one, number(tf, drawn, 3, zoomFactor, changed));
    Operand<TFloat32> zoomY = tf.math.add(one, number(tf, drawn, 4, zoomFactor, changed));
    Operand<TFloat32> moveX = tf.math.mul(number(tf, drawn, 5, translationFactor, changed), width);
    Operand<TFloat32> moveY = tf.math.mul(number(tf, drawn, 6, translationFactor, changed), height);
    Operand<TFloat32> cos = tf.math.cos(angle);
    Operand<TFloat32> sin = tf.math.sin(angle);
    Operand<TFloat32> xx = tf.math.mul(tf.math.sub(cos, tf.math.mul(sin, shearY)), zoomX);
    Operand<TFloat32> xy = tf.math.mul(tf.math.sub(tf.math.mul(cos, shearX), sin), zoomY);
    Operand<TFloat32> yx = tf.math.mul(tf.math.add(sin, tf.math.mul(cos, shearY)), zoomX);
    Operand<TFloat32> yy = tf.math.mul(tf.math.add(tf.math.mul(sin, shearX), cos), zoomY);
    Operand<TFloat32> fromX = tf.math.add(middle(tf, width), moveX);
    Operand<TFloat32> fromY = tf.math.add(middle(tf, height), moveY);
    return new Affine(
        xx,
        xy,
        tf.math.sub(middle(tf, width), along(tf, xx, fromX, xy, fromY)),
        yx,
        yy,
        tf.math.sub(middle(tf, height), along(tf, yx, fromX, yy, fromY)));
  }

  private static Operand<TFloat32> along(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> x, Operand<TFloat32> b, Operand<TFloat32> y) {
    return tf.math.add(tf.math.mul(a, x), tf.math.mul(b, y));
  }

  private static Operand<TFloat32> number(
      Ops tf, Operand<TFloat32> drawn, int column, double[] factor, Operand<TFloat32> changed) {
    double[] ends = Ranges.ends(factor);
    return tf.math.mul(within(tf, drawn, column, ends[0], ends[1]), changed);
  }

  private static double[] scaled(double[] factor, double by) {
    return Arrays.stream(factor).map(each -> each * by).toArray();
  }

  @Override
  public void options(Options options) {
    rotationFactor = options.numbers("rotationFactor", rotationFactor);
    shearFactor = options.numbers("shearFactor", shearFactor);
    zoomFactor = options.numbers("zoomFactor", zoomFactor);
    translationFactor = options.numbers("translationFactor", translationFactor);
    rate = options.number("rate", rate);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    Ranges.require("rotationFactor", rotationFactor, -1, 1);
    Ranges.require("shearFactor", shearFactor, -1, 1);
    Ranges.require("zoomFactor", zoomFactor, Math.nextUp(-1.0), 1);
    Ranges.require("translationFactor", translationFactor, -1, 1);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be from 0 to 1, not " + rate);
    }
  }
}
