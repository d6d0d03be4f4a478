package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/** Questions about static shapes that decide which operations a loss emits. */
final class Shapes {

  private Shapes() {}

  /** The rank of an operand; the operations of a loss depend on it, so it must be known. */
  static int rank(Operand<?> x) {
    Shape shape = x.shape();
    if (shape.isUnknown()) {
      throw new IllegalArgumentException(
          "the rank of "
              + x.op().name()
              + " is unknown; expected labels and predictions of known rank. Give its placeholder a"
              + " shape such as [-1, 10]");
    }
    return shape.numDimensions();
  }

  /** Whether two dimensions can stand beside each other; -1 is an unknown one. */
  static boolean broadcasts(long a, long b) {
    return a == b || a == 1 || b == 1 || a == Shape.UNKNOWN_SIZE || b == Shape.UNKNOWN_SIZE;
  }

  /** An axis counted from the front, where negative ones count from the end. */
  static int axis(int axis, Operand<?> x) {
    int rank = rank(x);
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis "
              + axis
              + " does not exist in predictions of shape "
              + x.shape()
              + "; expected "
              + -rank
              + ".."
              + (rank - 1));
    }
    return axis < 0 ? axis + rank : axis;
  }
}
