package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

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
 * new RandomZoom(0.1)   // up to a tenth larger or smaller, keeping the aspect ratio
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.layers.RandomZoom}.
 */
public final class RandomZoom extends Projective<RandomZoom> {
  private double[] heightFactor;
  private double[] widthFactor;

  /**
   * Zooms by one number, or within a range.
   *
   * @param heightFactor the largest factor either way, or the smallest and the largest; above -1,
   *     at most 1
   * @throws IllegalArgumentException if a factor is out of range
   */
  public RandomZoom(double... heightFactor) {
    this.heightFactor = heightFactor.clone();
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
    return with(copy -> copy.widthFactor = widthFactor == null ? null : widthFactor.clone());
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
    Operand<TFloat32> zoomY = within(tf, drawn, 0, 1 + down[0], 1 + down[1]);
    Operand<TFloat32> zoomX = zoomY;
    if (widthFactor != null) {
      double[] across = Ranges.ends(widthFactor);
      zoomX = within(tf, drawn, 1, 1 + across[0], 1 + across[1]);
    }
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> x = tf.math.mul(middle(tf, width), tf.math.sub(one, zoomX));
    Operand<TFloat32> y = tf.math.mul(middle(tf, height), tf.math.sub(one, zoomY));
    Operand<TFloat32> zero = tf.zerosLike(x);
    return new Affine(zoomX, zero, x, zero, zoomY, y);
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
    double aboveMinusOne = Math.nextUp(-1.0);
    Ranges.require("heightFactor", heightFactor, aboveMinusOne, 1);
    if (widthFactor != null) {
      Ranges.require("widthFactor", widthFactor, aboveMinusOne, 1);
    }
  }
}
