package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
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
public final class ZeroPadding2D extends Border<ZeroPadding2D> {

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
    super("padding", padding);
  }

  /**
   * A border of two widths.
   *
   * @param height the number of rows above and below, at least 0
   * @param width the number of columns left and right, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public ZeroPadding2D(int height, int width) {
    super("padding", height, width);
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
    super("padding", top, bottom, left, right);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = SpatialShape.of(input, 2, dataFormat);
    return in.withSizes(
            larger(in.size(0), top() + (long) bottom()),
            larger(in.size(1), left() + (long) right()))
        .shape();
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    int[][] widths = new int[4][];
    Arrays.fill(widths, new int[] {0, 0});
    widths[heightDimension()] = new int[] {top(), bottom()};
    widths[heightDimension() + 1] = new int[] {left(), right()};
    return tf.pad(input, tf.constant(widths), context.constant(0));
  }

  private static long larger(long size, long border) {
    return size == Shape.UNKNOWN_SIZE ? size : size + border;
  }
}
