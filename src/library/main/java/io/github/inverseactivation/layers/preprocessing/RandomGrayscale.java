package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SpatialShape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Takes the colours from some images of red, green and blue, in training, with a probability: each
 * channel becomes {@code 0.2989 red + 0.587 green + 0.114 blue}. Images pass unchanged at
 * inference.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomGrayscale(0.2)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, 3]}, or {@code [batch, 3, height, width]} with
 * {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape with another
 * number of dimensions or of channels is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomGrayscale}.
 */
public final class RandomGrayscale extends Augmentation<RandomGrayscale> {
  private double factor;

  /**
   * Grays a part of the images.
   *
   * @param factor the probability, from 0 to 1; in Keras 0.5 by default
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomGrayscale(double factor) {
    this.factor = factor;
    validate();
  }

  @Override
  void check(SpatialShape images) {
    Colors.require(images);
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<TBool> gray = tf.math.less(perImage(tf, drawn), tf.constant((float) factor));
    return tf.select(gray, Colors.gray(context, x), x);
  }

  @Override
  public void options(Options options) {
    factor = options.number("factor", factor);
    super.options(options);
  }

  @Override
  public void validate() {
    Factor.requireShare("factor", factor);
  }
}
