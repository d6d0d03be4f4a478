package io.github.inverseactivation.layers;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The largest and the smallest element of each window of a tensor, as a max pooling finds them.
 * Operations for one or the other are emitted when it is first asked for.
 *
 * @param <T> the type computed in
 */
public final class WindowExtremes<T extends TNumber> {
  private final Supplier<Operand<T>> emitLargest;
  private final Supplier<Operand<T>> emitSmallest;
  private Operand<T> largest;
  private Operand<T> smallest;

  private WindowExtremes(Supplier<Operand<T>> emitLargest, Supplier<Operand<T>> emitSmallest) {
    this.emitLargest = emitLargest;
    this.emitSmallest = emitSmallest;
  }

  /**
   * The extremes of a tensor.
   *
   * @param <T> the type computed in
   * @param tf where to emit
   * @param x the tensor
   * @param pool emits a max pooling
   * @return its largest elements pool(x), its smallest -pool(-x)
   */
  public static <T extends TNumber> WindowExtremes<T> of(
      Ops tf, Operand<T> x, UnaryOperator<Operand<T>> pool) {
    return new WindowExtremes<>(() -> pool.apply(x), () -> tf.math.neg(pool.apply(tf.math.neg(x))));
  }

  /**
   * The extremes after a function that works on each element, or each channel, alone.
   *
   * @param function a function that never decreases
   * @return the function's values at the extremes
   */
  public WindowExtremes<T> map(UnaryOperator<Operand<T>> function) {
    return new WindowExtremes<>(() -> function.apply(largest()), () -> function.apply(smallest()));
  }

  /**
   * The extremes of a function of both, such as one that decreases.
   *
   * @param largestOf gives the largest values
   * @param smallestOf gives the smallest values
   * @return extremes made of these extremes
   */
  public WindowExtremes<T> map(Supplier<Operand<T>> largestOf, Supplier<Operand<T>> smallestOf) {
    return new WindowExtremes<>(largestOf, smallestOf);
  }

  /**
   * The largest element of each window: what the max pooling puts out.
   *
   * @return the largest elements
   */
  public Operand<T> largest() {
    if (largest == null) {
      largest = emitLargest.get();
    }
    return largest;
  }

  /**
   * The smallest element of each window.
   *
   * @return the smallest elements
   */
  public Operand<T> smallest() {
    if (smallest == null) {
      smallest = emitSmallest.get();
    }
    return smallest;
  }
}
