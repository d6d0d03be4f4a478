package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Cuts a border off a volume.
 *
 * <p>Options and their defaults: {@code cropping} 1, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new Cropping3D(1)                  // one on each of the six sides
 * new Cropping3D(1, 2, 2)            // one in front and behind, two on the other sides
 * new Cropping3D(0, 1, 0, 1, 0, 1)   // front, back, top, bottom, left, right
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same
 * with the border's widths taken off the sizes. The shape is refused with an {@link
 * IllegalArgumentException} if it has another number of dimensions or nothing would be left.
 *
 * <p>Source: Keras, {@code keras.layers.Cropping3D}.
 */
public final class Cropping3D extends FormattedBorder<Cropping3D> {

  /** A border of the default width, 1. */
  public Cropping3D() {
    this(1);
  }

  /**
   * A border of the same width on all sides.
   *
   * @param cropping the width, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public Cropping3D(int cropping) {
    super(3, "cropping", cropping);
  }

  /**
   * A border of three widths.
   *
   * @param depth the width in front and behind, at least 0
   * @param height the width above and below, at least 0
   * @param width the width left and right, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public Cropping3D(int depth, int height, int width) {
    super(3, "cropping", depth, height, width);
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
  public Cropping3D(int front, int back, int top, int bottom, int left, int right) {
    super(3, "cropping", front, back, top, bottom, left, right);
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
