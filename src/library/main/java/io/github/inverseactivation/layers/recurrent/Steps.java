package io.github.inverseactivation.layers.recurrent;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The operations of a cell in one call of a layer. What all steps share is emitted once: products
 * of all inputs with the kernel, and what dropout drops.
 *
 * @param <T> the type computed in
 */
interface Steps<T extends TNumber> {

  /**
   * What can be computed of all inputs at once.
   *
   * @param x the inputs, {@code [time, batch, features]} or those of one step
   * @return what {@link #step} takes, of the same leading sizes
   */
  Operand<T> project(Operand<T> x);

  /**
   * One step.
   *
   * @param projected the step's part of what {@link #project} gave
   * @param states the states before it
   * @return the output, then the states after it
   */
  List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states);
}
