package io.github.inverseactivation.layers;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The largest and the smallest element of each window of a tensor, as a max pooling finds them.
 * Operations for one or the other are emitted when it is first asked for. The smallest are kept
 * negated, as InverseActivation reads them: they are the largest of -x.
 *
 * @param <T> the type computed in
 */
public final class WindowExtremes<T extends TNumber> {
  private final Ops tf;
  private final Supplier<Operand<T>> emitLargest;
  private final Supplier<Operand<T>> emitNegatedSmallest;
  private Operand<T> largest;
  private Operand<T> negatedSmallest;
  private Operand<T> smallest;

  private WindowExtremes(
      Ops tf, Supplier<Operand<T>> emitLargest, Supplier<Operand<T>> emitNegatedSmallest) {
    this.tf = tf;
    this.emitLargest = emitLargest;
    this.emitNegatedSmallest = emitNegatedSmallest;
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
    return new WindowExtremes<>(tf, () -> pool.apply(x), () -> pool.apply(tf.math.neg(x)));
  }

  /**
   * The extremes after a number was added to each channel, channels last.
   *
   * @param bias the numbers
   * @return the extremes of the sum
   */
  public WindowExtremes<T> plus(Operand<T> bias) {
    return new WindowExtremes<>(
        tf,
        () -> tf.nn.biasAdd(largest(), bias),
        () -> tf.nn.biasAdd(negatedSmallest(), tf.math.neg(bias)));
  }

  /**
   * The extremes after a function that works on each element, or each channel, alone.
   *
   * @param function a function that never decreases
   * @return the function's values at the extremes
   */
  public WindowExtremes<T> map(UnaryOperator<Operand<T>> function) {
    return map(() -> function.apply(largest()), () -> function.apply(smallest()));
  }

  /**
   * The extremes of a function of both, such as one that decreases.
   *
   * @param largestOf gives the largest values
   * @param smallestOf gives the smallest values
   * @return extremes made of these extremes
   */
  public WindowExtremes<T> map(Supplier<Operand<T>> largestOf, Supplier<Operand<T>> smallestOf) {
    return new WindowExtremes<>(tf, largestOf, () -> tf.math.neg(smallestOf.get()));
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
   * The smallest element of each window, negated.
   *
   * @return the largest elements of -x
   */
  public Operand<T> negatedSmallest() {
    if (negatedSmallest == null) {
      negatedSmallest = emitNegatedSmallest.get();
    }
    return negatedSmallest;
  }

  /**
   * The smallest element of each window.
   *
   * @return the smallest elements
   */
  public Operand<T> smallest() {
    if (smallest == null) {
      smallest = tf.math.neg(negatedSmallest());
    }
    return smallest;
  }
}
