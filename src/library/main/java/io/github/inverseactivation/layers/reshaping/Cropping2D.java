package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Cuts rows and columns off the sides of an image.
 *
 * <p>Options and their defaults: {@code cropping} 0, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new Cropping2D(1)            // one row and one column on each side
 * new Cropping2D(1, 2)         // one row above and below, two columns left and right
 * new Cropping2D(0, 1, 0, 1)   // top, bottom, left, right
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same without the
 * border's widths in height and width. The shape is refused with an {@link
 * IllegalArgumentException} if it has another number of dimensions or nothing would be left.
 *
 * <p>Source: Keras, {@code keras.layers.Cropping2D}.
 */
public final class Cropping2D extends FormattedBorder<Cropping2D> {

  /** A border of the default width, 0. */
  public Cropping2D() {
    this(0);
  }

  /**
   * A border of the same width on all sides.
   *
   * @param cropping the number of rows and columns on each side, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public Cropping2D(int cropping) {
    super(2, "cropping", cropping);
  }

  /**
   * A border of two widths.
   *
   * @param height the number of rows above and below, at least 0
   * @param width the number of columns left and right, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public Cropping2D(int height, int width) {
    super(2, "cropping", height, width);
  }

  /**
   * A border of four widths.
   *
   * @param top the number of rows above, at least 0
   * @param bottom the number of rows below, at least 0
   * @param left the number of columns on the left, at least 0
   * @param right the number of columns on the right, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public Cropping2D(int top, int bottom, int left, int right) {
    super(2, "cropping", top, bottom, left, right);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return smaller(input);
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    return crop(context, input);
  }
}
