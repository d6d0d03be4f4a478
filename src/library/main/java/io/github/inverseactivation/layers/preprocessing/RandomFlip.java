package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Mirrors half of the images, in training. An image that is mirrored both ways is so together: it
 * is turned by half a turn. Images pass unchanged at inference.
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Options and their defaults: {@code mode} HORIZONTAL_AND_VERTICAL, {@code dataFormat}
 * CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomFlip().mode(RandomFlip.Mode.HORIZONTAL)
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.layers.RandomFlip}.
 */
public final class RandomFlip extends Augmentation<RandomFlip> {

  /** Which way images are mirrored. */
  public enum Mode {
    /** Left becomes right. */
    HORIZONTAL,
    /** Top becomes bottom. */
    VERTICAL,
    /** Both at once. */
    HORIZONTAL_AND_VERTICAL
  }

  private Mode mode = Mode.HORIZONTAL_AND_VERTICAL;

  /** Mirrors both ways. */
  public RandomFlip() {}

  /**
   * Sets which way images are mirrored. Default: {@link Mode#HORIZONTAL_AND_VERTICAL}.
   *
   * @param mode the way
   * @return a changed copy
   */
  public RandomFlip mode(Mode mode) {
    Objects.requireNonNull(mode, "mode");
    return with(copy -> copy.mode = mode);
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<TBool> flips = tf.math.lessEqual(perImage(tf, drawn), tf.constant(0.5f));
    int[] axes =
        switch (mode) {
          case HORIZONTAL -> new int[] {2};
          case VERTICAL -> new int[] {1};
          case HORIZONTAL_AND_VERTICAL -> new int[] {1, 2};
        };
    return tf.select(flips, tf.reverse(x, tf.constant(axes)), x);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    mode = options.choice("mode", mode);
  }
}
