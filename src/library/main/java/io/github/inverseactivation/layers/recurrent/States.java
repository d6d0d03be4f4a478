package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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
   * @param shapes from the first input to the states' shapes without the batch
   */
  static void check(
      Object layer,
      List<Shape> inputs,
      int rank,
      String form,
      Function<Shape, List<Shape>> shapes) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(layer + " takes " + form + ", not 0 inputs");
    }
    Shape first = inputs.get(0);
    if (first.numDimensions() != rank) {
      throw new IllegalArgumentException(
          layer + " takes " + form + ", not the shape " + first + ": reshape the input");
    }
    List<Shape> states = shapes.apply(first);
    if (inputs.size() != 1 && inputs.size() != 1 + states.size()) {
      throw new IllegalArgumentException(
          layer
              + " takes one input, or one and "
              + states.size()
              + " initial states, not "
              + inputs.size()
              + " inputs");
    }
    for (int i = 1; i < inputs.size(); i++) {
      Shape expected = states.get(i - 1).prepend(Shape.UNKNOWN_SIZE);
      if (!expected.isCompatibleWith(inputs.get(i))) {
        String sizes = Arrays.toString(states.get(i - 1).asArray());
        throw new IllegalArgumentException(
            layer
                + ": state "
                + i
                + " must have the shape [batch, "
                + sizes.substring(1)
                + ", not "
                + inputs.get(i));
      }
    }
  }

  /** Zeros of these shapes for each example of a batch. */
  static <T extends TNumber> List<Operand<T>> zeros(
      LayerContext<T> context, Operand<T> x, List<Shape> shapes) {
    Ops tf = context.tf();
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    List<Operand<T>> zeros = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      int same = shapes.indexOf(shapes.get(i));
      zeros.add(
          same < i
              ? zeros.get(same)
              : tf.fill(
                  tf.concat(List.of(batch, sizes(tf, shapes.get(i))), tf.constant(0)),
                  context.constant(0)));
    }
    return zeros;
  }

  /** A shape that is known, as a vector. */
  static Operand<TInt32> sizes(Ops tf, Shape shape) {
    return tf.constant(Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray());
  }
}
