package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * What a layer asks of a cell: to go through a sequence.
 *
 * @param <T> the type computed in
 * @param context the cell's context
 * @param cell the cell
 * @param x the inputs, {@code [batch, time, features]}
 * @param initial the states to begin with
 * @param mask true for the steps that count, {@code [batch, time]}, or null
 * @param backwards whether to begin at the end
 * @param zeroMasked whether outputs of steps that do not count are zeros, not the ones before
 * @param all whether the outputs of all steps are wanted, not the last one's alone
 */
record Sequence<T extends TNumber>(
    LayerContext<T> context,
    RecurrentCell<?> cell,
    Operand<T> x,
    List<Operand<T>> initial,
    Operand<TBool> mask,
    boolean backwards,
    boolean zeroMasked,
    boolean all) {

  /**
   * What came of it.
   *
   * @param <T> the type computed in
   * @param output the last step's output, or those of all steps {@code [batch, time, size]}
   * @param states the last states
   */
  record Result<T extends TNumber>(Operand<T> output, List<Operand<T>> states) {}
}
