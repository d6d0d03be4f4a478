package io.github.inverseactivation.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A sequence of known length, with operations for each step.
 *
 * <p>A step that does not count leaves the states as they are, and puts out what the step before it
 * put out, zeros at first; or zeros always. Source: Keras, {@code backend/tensorflow/rnn.py}.
 *
 * @param <T> the type computed in
 */
final class UnrolledLoop<T extends TNumber> {
  private final Ops tf;
  private final Sequence<T> sequence;
  private final int time;

  UnrolledLoop(Sequence<T> sequence) {
    this.tf = sequence.context().tf();
    this.sequence = sequence;
    this.time = Math.toIntExact(sequence.x().shape().get(1));
  }

  Sequence.Result<T> emit() {
    Steps<T> steps = sequence.cell().steps(sequence.context());
    List<Operand<T>> inputs = unstack(steps.project(sequence.timeFirst()));
    List<Operand<TBool>> masks = masks();
    List<Operand<T>> outputs = new ArrayList<>();
    List<Operand<T>> states = sequence.initial();
    Operand<T> previous = null;
    for (int i = 0; i < time; i++) {
      int at = sequence.backwards() ? time - 1 - i : i;
      List<Operand<T>> stepped = steps.step(inputs.get(at), states);
      Operand<T> output = stepped.get(0);
      List<Operand<T>> next = stepped.subList(1, stepped.size());
      if (masks != null) {
        next = keepMasked(masks.get(at), next, states);
        output = maskOutput(masks.get(at), stepped, previous, states, next);
      }
      states = next;
      previous = output;
      outputs.add(output);
    }
    Operand<T> output = sequence.all() ? tf.stack(outputs, Stack.axis(1L)) : previous;
    return new Sequence.Result<>(output, states);
  }

  private List<Operand<T>> keepMasked(
      Operand<TBool> mask, List<Operand<T>> next, List<Operand<T>> states) {
    List<Operand<T>> kept = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      kept.add(tf.select(mask, next.get(i), states.get(i)));
    }
    return kept;
  }

  private Operand<T> maskOutput(
      Operand<TBool> mask,
      List<Operand<T>> stepped,
      Operand<T> previous,
      List<Operand<T>> states,
      List<Operand<T>> next) {
    Operand<T> output = stepped.get(0);
    if (previous == null || sequence.zeroMasked()) {
      return tf.select(mask, output, tf.zerosLike(output));
    }
    // Most cells put out their first state: then it has been masked already.
    boolean same = stepped.get(0) == stepped.get(1) && previous == states.get(0);
    return same ? next.get(0) : tf.select(mask, output, previous);
  }

  /** For each step a mask {@code [batch, 1, ...]}, or null. */
  private List<Operand<TBool>> masks() {
    return sequence.mask() == null ? null : unstack(sequence.outputMask());
  }

  private <E extends org.tensorflow.types.family.TType> List<Operand<E>> unstack(Operand<E> x) {
    List<Operand<E>> list = new ArrayList<>();
    tf.unstack(x, (long) time).forEach(list::add);
    return list;
  }
}
