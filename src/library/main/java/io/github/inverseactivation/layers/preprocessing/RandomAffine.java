package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
  private Factor rotation = Factor.eitherWay("rotationFactor", -1, 1).of(0);
  private Factor shear = Factor.eitherWay("shearFactor", -1, 1).of(0);
  private Factor zoom = Factor.eitherWay("zoomFactor", Math.nextUp(-1.0), 1).of(0);
  private Factor translation = Factor.eitherWay("translationFactor", -1, 1).of(0);
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
    return with(copy -> copy.rotation = rotation.of(factor));
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
    return with(copy -> copy.shear = shear.of(factor));
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
    return with(copy -> copy.zoom = zoom.of(factor));
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
    return with(copy -> copy.translation = translation.of(factor));
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
  int columns() {
    return 8;
  }

  @Override
  Affine map(Ops tf, Operand<TFloat32> drawn, Sampling.Size size) {
    Operand<TFloat32> changed =
        tf.dtypes.cast(
            tf.math.less(column(tf, drawn, 7), tf.constant((float) rate)), TFloat32.class);
    Operand<TFloat32> angle =
        tf.math.mul(rotation.draw(tf, drawn, 0, turns -> turns * 2 * Math.PI), changed);
    Operand<TFloat32> shearX = tf.math.mul(shear.draw(tf, drawn, 1), changed);
    Operand<TFloat32> shearY = tf.math.mul(shear.draw(tf, drawn, 2), changed);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> zoomX = tf.math.add(one, tf.math.mul(zoom.draw(tf, drawn, 3), changed));
    Operand<TFloat32> zoomY = tf.math.add(one, tf.math.mul(zoom.draw(tf, drawn, 4), changed));
    Operand<TFloat32> right = tf.math.mul(translation.draw(tf, drawn, 5), changed);
    Operand<TFloat32> down = tf.math.mul(translation.draw(tf, drawn, 6), changed);
    Operand<TFloat32> cos = tf.math.cos(angle);
    Operand<TFloat32> sin = tf.math.sin(angle);
    return Affine.aboutMiddle(
        tf,
        size,
        tf.math.mul(tf.math.sub(cos, tf.math.mul(sin, shearY)), zoomX),
        tf.math.mul(tf.math.sub(tf.math.mul(cos, shearX), sin), zoomY),
        tf.math.mul(tf.math.add(sin, tf.math.mul(cos, shearY)), zoomX),
        tf.math.mul(tf.math.add(tf.math.mul(sin, shearX), cos), zoomY),
        tf.math.mul(right, size.width()),
        tf.math.mul(down, size.height()));
  }

  @Override
  public void options(Options options) {
    rotation = rotation.option(options);
    shear = shear.option(options);
    zoom = zoom.option(options);
    translation = translation.option(options);
    rate = options.number("rate", rate);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    rotation.require();
    shear.require();
    zoom.require();
    translation.require();
    Factor.requireShare("rate", rate);
  }
}
