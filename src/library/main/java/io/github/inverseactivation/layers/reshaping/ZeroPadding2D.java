package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Adds rows and columns of zeros around an image.
 *
 * <p>Options and their defaults: {@code padding} 1, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new ZeroPadding2D(1)            // one row and one column on each side
 * new ZeroPadding2D(1, 2)         // one row above and below, two columns left and right
 * new ZeroPadding2D(0, 1, 0, 1)   // top, bottom, left, right
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same with the
 * border's widths added to height and width. A shape with another number of dimensions is refused
 * with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.ZeroPadding2D}.
 */
public final class ZeroPadding2D extends FormattedBorder<ZeroPadding2D> {

  /** A border of the default width, 1. */
  public ZeroPadding2D() {
    this(1);
  }

  /**
   * A border of the same width on all sides.
   *
   * @param padding the number of rows and columns on each side, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public ZeroPadding2D(int padding) {
    super(2, "padding", padding);
  }

  /**
   * A border of two widths.
   *
   * @param height the number of rows above and below, at least 0
   * @param width the number of columns left and right, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public ZeroPadding2D(int height, int width) {
    super(2, "padding", height, width);
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
  public ZeroPadding2D(int top, int bottom, int left, int right) {
    super(2, "padding", top, bottom, left, right);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return larger(input);
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    return pad(context, input);
  }
}
