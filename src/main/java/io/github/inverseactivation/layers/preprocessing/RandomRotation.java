package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Turns each image about its middle, in training, by a random angle. No gradient goes through it:
 * put it before layers with weights. Images pass unchanged at inference.
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Options and their defaults: {@code fillMode} REFLECT, {@code fillValue} 0, {@code
 * interpolation} BILINEAR, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomRotation(0.1)   // up to 36 degrees either way
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.layers.RandomRotation}.
 */
public final class RandomRotation extends Projective<RandomRotation> {
  private double[] factor;

  /**
   * Turns either way.
   *
   * @param factor the largest fraction of a full turn, from -1 to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomRotation(double factor) {
    this(-Math.abs(factor), Math.abs(factor));
  }

  /**
   * Turns within a range.
   *
   * @param least the smallest fraction of a full turn, from -1 to 1; positive ones turn
   *     counterclockwise
   * @param greatest the largest fraction of a full turn, from -1 to 1
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomRotation(double least, double greatest) {
    this.factor = new double[] {least, greatest};
    validate();
  }

  @Override
  Affine draw(
      LayerContext<?> context,
      Operand<? extends TNumber> images,
      Operand<TFloat32> height,
      Operand<TFloat32> width) {
    Ops tf = context.tf();
    double[] turns = Ranges.ends(factor);
    double full = 2 * Math.PI;
    Operand<TFloat32> angle =
        within(tf, draw(context, images, 1), 0, turns[0] * full, turns[1] * full);
    Operand<TFloat32> cos = tf.math.cos(angle);
    Operand<TFloat32> sin = tf.math.sin(angle);
    Operand<TFloat32> middleX = middle(tf, width);
    Operand<TFloat32> middleY = middle(tf, height);
    // The middle stays where it is.
    Operand<TFloat32> turnedX = tf.math.sub(tf.math.mul(middleX, cos), tf.math.mul(middleY, sin));
    Operand<TFloat32> turnedY = tf.math.add(tf.math.mul(middleX, sin), tf.math.mul(middleY, cos));
    return new Affine(
        cos,
        tf.math.neg(sin),
        tf.math.sub(middleX, turnedX),
        sin,
        cos,
        tf.math.sub(middleY, turnedY));
  }

  @Override
  public void options(Options options) {
    factor = options.numbers("factor", factor);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    Ranges.require("factor", factor, -1, 1);
  }
}
