package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The states that a sequence begins with, and the shapes of inputs and states. */
final class States {
  private States() {}

  /**
   * Refuses inputs that are not a sequence, alone or with all states.
   *
   * @param rank the rank of the first input
   * @param form what it should look like, for messages
   */
  static void check(
      Object layer, List<Shape> inputs, int rank, String form, List<Integer> stateSizes) {
    if (inputs.size() != 1 && inputs.size() != 1 + stateSizes.size()) {
      throw new IllegalArgumentException(
          layer
              + " takes one input, or one and "
              + stateSizes.size()
              + " initial states, not "
              + inputs.size()
              + " inputs");
    }
    if (inputs.get(0).numDimensions() != rank) {
      throw new IllegalArgumentException(
          layer + " takes " + form + ", not the shape " + inputs.get(0) + ": reshape the input");
    }
    for (int i = 1; i < inputs.size(); i++) {
      Shape state = inputs.get(i);
      int size = stateSizes.get(i - 1);
      if (state.numDimensions() != 2
          || state.get(1) != size && state.get(1) != Shape.UNKNOWN_SIZE) {
        throw new IllegalArgumentException(
            layer + ": state " + i + " must have the shape [batch, " + size + "], not " + state);
      }
    }
  }

  /** Zeros for each example of a batch. */
  static <T extends TNumber> List<Operand<T>> zeros(
      LayerContext<T> context, Operand<T> x, List<Integer> sizes) {
    Ops tf = context.tf();
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    List<Operand<T>> zeros = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      int same = sizes.indexOf(sizes.get(i));
      zeros.add(
          same < i
              ? zeros.get(same)
              : tf.fill(
                  tf.concat(List.of(batch, tf.array(sizes.get(i))), tf.constant(0)),
                  context.constant(0)));
    }
    return zeros;
  }
}
