package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Adds a border of zeros around a volume.
 *
 * <p>Options and their defaults: {@code padding} 1, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new ZeroPadding3D(1)                  // one on each of the six sides
 * new ZeroPadding3D(1, 2, 2)            // one in front and behind, two on the other sides
 * new ZeroPadding3D(0, 1, 0, 1, 0, 1)   // front, back, top, bottom, left, right
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same
 * with the border's widths added to the sizes. A shape with another number of dimensions is refused
 * with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.ZeroPadding3D}.
 */
public final class ZeroPadding3D extends FormattedBorder<ZeroPadding3D> {

  /** A border of the default width, 1. */
  public ZeroPadding3D() {
    this(1);
  }

  /**
   * A border of the same width on all sides.
   *
   * @param padding the width, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public ZeroPadding3D(int padding) {
    super(3, "padding", padding);
  }

  /**
   * A border of three widths.
   *
   * @param depth the width in front and behind, at least 0
   * @param height the width above and below, at least 0
   * @param width the width left and right, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public ZeroPadding3D(int depth, int height, int width) {
    super(3, "padding", depth, height, width);
  }

  /**
   * A border of six widths.
   *
   * @param front the width in front, at least 0
   * @param back the width behind, at least 0
   * @param top the width above, at least 0
   * @param bottom the width below, at least 0
   * @param left the width on the left, at least 0
   * @param right the width on the right, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public ZeroPadding3D(int front, int back, int top, int bottom, int left, int right) {
    super(3, "padding", front, back, top, bottom, left, right);
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
