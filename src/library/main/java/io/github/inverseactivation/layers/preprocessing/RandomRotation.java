package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
  private Factor factor = Factor.eitherWay("factor", -1, 1);

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
    this.factor = factor.of(least, greatest);
    validate();
  }

  @Override
  Affine map(Ops tf, Operand<TFloat32> drawn, Sampling.Size size) {
    Operand<TFloat32> angle = factor.draw(tf, drawn, 0, turns -> turns * 2 * Math.PI);
    Operand<TFloat32> cos = tf.math.cos(angle);
    Operand<TFloat32> sin = tf.math.sin(angle);
    return Affine.aboutMiddle(tf, size, cos, tf.math.neg(sin), sin, cos);
  }

  @Override
  public void options(Options options) {
    factor = factor.option(options);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    factor.require();
  }
}
