package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.layers.Layer;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Checks of query, value and key against each other, before native code sees them. */
final class Sequences {
  private Sequences() {}

  /** Refuses too few or too many inputs, and those that are no sequences of the same rank. */
  static void require(Layer layer, List<Shape> inputs, int fewest, int most) {
    if (inputs.size() < fewest || inputs.size() > most) {
      throw new IllegalArgumentException(
          layer
              + " takes a query, a value and at most "
              + (most - 2)
              + " more inputs, not "
              + inputs.size()
              + ": call it on a list");
    }
    int rank = inputs.get(0).numDimensions();
    for (Shape input : inputs.subList(0, Math.min(inputs.size(), 3))) {
      if (input.numDimensions() != rank || rank < 3) {
        throw new IllegalArgumentException(
            "takes inputs [batch, ..., steps, features] of the same rank, not "
                + inputs
                + ": reshape them");
      }
    }
  }

  /** Refuses two shapes whose known sizes differ in a range of dimensions. */
  static void requireSame(String which, Shape one, Shape other, int from, int to) {
    for (int i = from; i < to; i++) {
      long a = one.get(i);
      long b = other.get(i);
      if (a != b && a != Shape.UNKNOWN_SIZE && b != Shape.UNKNOWN_SIZE) {
        throw new IllegalArgumentException(
            which
                + " have the sizes "
                + a
                + " and "
                + b
                + " in dimension "
                + i
                + ", as their shapes are "
                + one
                + " and "
                + other
                + ": make them equal");
      }
    }
  }
}
