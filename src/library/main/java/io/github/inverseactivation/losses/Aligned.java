package io.github.inverseactivation.losses;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.family.TNumber;

/**
 * Two operands whose ranks were made to agree in Keras's way: where one has one dimension more than
 * the other and that dimension is the last and 1, it is removed, or, where the other is a vector,
 * added there.
 *
 * <p>So labels {@code [n]} go with predictions {@code [n, 1]}. Shapes are the static ones; operands
 * of any other ranks are left as they are.
 *
 * @param <A> the first operand's type
 * @param <B> the second operand's type
 * @param first the first operand, such as labels
 * @param second the second operand, such as predictions
 */
public record Aligned<A extends TNumber, B extends TNumber>(Operand<A> first, Operand<B> second) {

  /**
   * Aligns two operands.
   *
   * @param <A> the first operand's type
   * @param <B> the second operand's type
   * @param tf where operations go
   * @param first the first operand, of known rank
   * @param second the second operand, of known rank
   * @return the aligned operands
   * @throws IllegalArgumentException if a rank is unknown
   */
  public static <A extends TNumber, B extends TNumber> Aligned<A, B> of(
      Ops tf, Operand<A> first, Operand<B> second) {
    int rank1 = Shapes.rank(first);
    int rank2 = Shapes.rank(second);
    if (rank1 == rank2 + 1 && first.shape().get(rank1 - 1) == 1) {
      return rank2 == 1
          ? new Aligned<>(first, expand(tf, second))
          : new Aligned<>(squeeze(tf, first), second);
    }
    if (rank2 == rank1 + 1 && second.shape().get(rank2 - 1) == 1) {
      return rank1 == 1
          ? new Aligned<>(expand(tf, first), second)
          : new Aligned<>(first, squeeze(tf, second));
    }
    return new Aligned<>(first, second);
  }

  /**
   * Checks that the aligned operands can be compared element by element: the same rank, and equal
   * dimensions wherever both are known and neither is 1.
   *
   * @return this
   * @throws IllegalArgumentException naming both shapes, if they cannot be compared
   */
  public Aligned<A, B> elementwise() {
    return check(true, "Reshape the labels, or give the last layer one output per label");
  }

  /**
   * Checks that the aligned operands have the same shape, as far as it is known.
   *
   * @param remedy what to do otherwise, a sentence for the message without its full stop
   * @return this
   * @throws IllegalArgumentException naming both shapes, if they differ
   */
  public Aligned<A, B> sameShape(String remedy) {
    return check(false, remedy);
  }

  private Aligned<A, B> check(boolean broadcast, String remedy) {
    Shape labels = first.shape();
    Shape predictions = second.shape();
    boolean match = labels.numDimensions() == predictions.numDimensions();
    for (int i = 0; match && i < labels.numDimensions(); i++) {
      long a = labels.get(i);
      long b = predictions.get(i);
      match = broadcast ? Shapes.broadcasts(a, b) : Shape.isCompatible(a, b);
    }
    if (!match) {
      throw new IllegalArgumentException(
          "labels of shape "
              + labels
              + " do not match predictions of shape "
              + predictions
              + "; expected equal shapes. "
              + remedy);
    }
    return this;
  }

  private static <T extends TNumber> Operand<T> expand(Ops tf, Operand<T> x) {
    return tf.expandDims(x, tf.constant(-1));
  }

  private static <T extends TNumber> Operand<T> squeeze(Ops tf, Operand<T> x) {
    return tf.squeeze(x, Squeeze.axis(List.of(-1L)));
  }
}
