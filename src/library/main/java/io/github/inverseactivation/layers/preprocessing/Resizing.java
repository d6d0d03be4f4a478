package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Interpolation;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Gives images a size.
 *
 * <p>Options and their defaults: {@code interpolation} BILINEAR, {@code cropToAspectRatio} false,
 * {@code antialias} false, {@code dataFormat} CHANNELS_LAST. Keras's {@code pad_to_aspect_ratio} is
 * not supported.
 *
 * <pre>{@code
 * new Resizing(224, 224).interpolation(Interpolation.BICUBIC).antialias(true)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; height and width are known where {@code cropToAspectRatio}
 * is true. Output shape: the same with the new height and width. A shape with another number of
 * dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Resizing}.
 */
public final class Resizing extends FixedSize<Resizing> {
  private Interpolation interpolation = Interpolation.BILINEAR;
  private boolean cropToAspectRatio;
  private boolean antialias;

  /**
   * A resizing.
   *
   * @param height the new height, at least 1
   * @param width the new width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Resizing(int height, int width) {
    super(height, width);
  }

  /**
   * Sets what lies between the pixels. Default: {@link Interpolation#BILINEAR}.
   *
   * @param interpolation the kind of interpolation
   * @return a changed copy
   */
  public Resizing interpolation(Interpolation interpolation) {
    Objects.requireNonNull(interpolation, "interpolation");
    return with(copy -> copy.interpolation = interpolation);
  }

  /**
   * Cuts off what does not fit the new aspect ratio, instead of distorting. Default: false.
   *
   * @param cropToAspectRatio whether to cut
   * @return a changed copy
   */
  public Resizing cropToAspectRatio(boolean cropToAspectRatio) {
    return with(copy -> copy.cropToAspectRatio = cropToAspectRatio);
  }

  /**
   * Makes smaller images of all pixels, not only of the nearest ones. Default: false.
   *
   * @param antialias whether to look at all pixels
   * @return a changed copy
   */
  public Resizing antialias(boolean antialias) {
    return with(copy -> copy.antialias = antialias);
  }

  @Override
  void check(long imageHeight, long imageWidth) {
    if (cropToAspectRatio) {
      requireKnown(imageHeight, imageWidth);
    }
  }

  @Override
  <T extends TNumber> Operand<T> fit(Ops tf, Operand<T> x) {
    return cropToAspectRatio
        ? cutAndResize(tf, x, height, width, interpolation, antialias)
        : interpolation.resize(tf, x, tf.array(height, width), antialias);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    interpolation = options.choice("interpolation", interpolation);
    cropToAspectRatio = options.bool("cropToAspectRatio", cropToAspectRatio);
    antialias = options.bool("antialias", antialias);
  }
}
