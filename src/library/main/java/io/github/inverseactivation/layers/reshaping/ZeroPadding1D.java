package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Adds steps of zeros before and after a sequence.
 *
 * <p>Options and their defaults: {@code padding} 1, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new ZeroPadding1D(1)      // one step at each end
 * new ZeroPadding1D(2, 0)   // two steps before the first
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; the number of steps may be unknown. Output shape: the same with more steps. A
 * shape with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.ZeroPadding1D}.
 */
public final class ZeroPadding1D extends FormattedBorder<ZeroPadding1D> {

  /** The default, one step at each end. */
  public ZeroPadding1D() {
    this(1);
  }

  /**
   * The same number of steps at each end.
   *
   * @param padding the number of steps, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public ZeroPadding1D(int padding) {
    super(1, "padding", padding);
  }

  /**
   * Two numbers of steps.
   *
   * @param before the number of steps before the first, at least 0
   * @param after the number of steps after the last, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public ZeroPadding1D(int before, int after) {
    super(1, "padding", before, after);
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
