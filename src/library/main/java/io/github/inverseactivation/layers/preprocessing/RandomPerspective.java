package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Shows some images, in training, as if they were seen from the side: three of an image's corners
 * move, each by a random share of its place, and straight lines stay straight. No gradient goes
 * through it: put it before layers with weights. Images pass unchanged at inference.
 *
 * <pre>
 * corners   (0, 0),  (W, 0),      (0, H),      (W, H)       of the input, the last pixels' centres,
 * move to   (0, 0),  (W p, 0),    (0, H q),    (W r, H s)   of the output
 * p, q, r and s: each from 1 - scale / 2 to 1 + scale / 2
 * </pre>
 *
 * <p>An image is changed with a probability that is drawn for it from {@code factor}. What lies
 * outside an image has one value.
 *
 * <p>Options and their defaults: {@code factor} 0 to 1, {@code scale} 1, {@code fillValue} 0,
 * {@code interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomPerspective().factor(1, 1).scale(0.3)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomPerspective}, whose upper left corner never moves
 * either.
 */
public final class RandomPerspective extends ResamplingAugmentation<RandomPerspective> {
  private Factor factor = Factor.fromZero("factor", 0, 1).of(0, 1);
  private double scale = 1;

  /** Changes half of the images, by much. */
  public RandomPerspective() {}

  /**
   * Sets the probability that an image is changed. Default: from 0 to 1.
   *
   * @param factor the least and the greatest probability, or the greatest alone, then the least is
   *     0; each from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomPerspective factor(double... factor) {
    return with(copy -> copy.factor = copy.factor.of(factor));
  }

  /**
   * Sets how far corners move: by up to half of this share of the width and the height, either way.
   * Default: 1.
   *
   * @param scale the share, from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomPerspective scale(double scale) {
    return with(copy -> copy.scale = scale);
  }

  @Override
  FillMode fill() {
    return FillMode.CONSTANT;
  }

  @Override
  int columns() {
    return 6;
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Factor moves = Factor.eitherWay("scale", -1, 1).of(scale);
    Operand<TFloat32> p = moves.draw(tf, drawn, 2, end -> 1 + end / 2);
    Operand<TFloat32> q = moves.draw(tf, drawn, 3, end -> 1 + end / 2);
    Operand<TFloat32> r = moves.draw(tf, drawn, 4, end -> 1 + end / 2);
    Operand<TFloat32> s = moves.draw(tf, drawn, 5, end -> 1 + end / 2);
    // The projective map from the corners' new places to the old ones, solved by hand.
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> right = tf.math.div(tf.math.sub(tf.math.div(s, q), one), r);
    Operand<TFloat32> down = tf.math.div(tf.math.sub(tf.math.div(r, p), one), s);
    Operand<TFloat32> xx = tf.math.add(right, tf.math.reciprocal(p));
    Operand<TFloat32> yy = tf.math.add(down, tf.math.reciprocal(q));
    Operand<TFloat32> zero = tf.zerosLike(p);
    Sampling.Size size = Sampling.Size.of(tf, x);
    Operand<TFloat32> last = tf.math.div(right, distance(tf, size.width()));
    Operand<TFloat32> lowest = tf.math.div(down, distance(tf, size.height()));
    Operand<T> changed =
        sampling().project(tf, x, List.of(xx, zero, zero, zero, yy, zero, last, lowest));
    return tf.stopGradient(tf.select(chosen(tf, drawn, 0, factor), changed, x));
  }

  /** From the first pixel to the last; of a single pixel, any number serves. */
  private static Operand<TFloat32> distance(Ops tf, Operand<TFloat32> size) {
    Operand<TFloat32> one = tf.constant(1f);
    return tf.math.maximum(tf.math.sub(size, one), one);
  }

  @Override
  public void options(Options options) {
    factor = factor.option(options);
    scale = options.number("scale", scale);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    factor.require();
    Factor.requireShare("scale", scale);
  }
}
