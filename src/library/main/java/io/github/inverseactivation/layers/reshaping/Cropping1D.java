package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Cuts steps off the ends of a sequence.
 *
 * <p>Options and their defaults: {@code cropping} 1.
 *
 * <pre>{@code
 * new Cropping1D(1)      // one step at each end
 * new Cropping1D(2, 0)   // two steps before the first
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}; the number of steps may be unknown. Output
 * shape: the same with fewer steps. The shape is refused with an {@link IllegalArgumentException}
 * if it has another number of dimensions or nothing would be left.
 *
 * <p>Source: Keras, {@code keras.layers.Cropping1D}.
 */
public final class Cropping1D extends Border<Cropping1D> {

  /** The default, one step at each end. */
  public Cropping1D() {
    this(1);
  }

  /**
   * The same number of steps at each end.
   *
   * @param cropping the number of steps, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public Cropping1D(int cropping) {
    super(1, "cropping", cropping);
  }

  /**
   * Two numbers of steps.
   *
   * @param before the number of steps at the start, at least 0
   * @param after the number of steps at the end, at least 0
   * @throws IllegalArgumentException if a number is negative
   */
  public Cropping1D(int before, int after) {
    super(1, "cropping", before, after);
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
