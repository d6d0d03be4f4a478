package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.Interpolation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Cuts the middle out of images. An image that is too small is first cut to the aspect ratio and
 * then made larger, bilinearly.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new CenterCrop(224, 224)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; height and width are known. Output shape: the same with the
 * new height and width. A shape with another number of dimensions or unknown sizes is refused with
 * an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.CenterCrop}.
 */
public final class CenterCrop extends FixedSize<CenterCrop> {

  /**
   * A cut.
   *
   * @param height the new height, at least 1
   * @param width the new width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public CenterCrop(int height, int width) {
    super(height, width);
  }

  @Override
  void check(long imageHeight, long imageWidth) {
    requireKnown(imageHeight, imageWidth);
  }

  @Override
  <T extends TNumber> Operand<T> fit(Ops tf, Operand<T> x) {
    return x.shape().get(1) >= height && x.shape().get(2) >= width
        ? middle(tf, x, height, width)
        : cutAndResize(tf, x, height, width, Interpolation.BILINEAR, false);
  }
}
