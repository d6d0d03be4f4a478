package io.github.inverseactivation.losses;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Brings weights to the rank of the losses, or other values, that they multiply. */
public final class SampleWeights {

  private SampleWeights() {}

  /**
   * Makes the ranks of values and weights agree, so that their product broadcasts. A vector of
   * weights gives one weight to each sample, whatever the rank of the values.
   *
   * @param <T> their type
   * @param tf where operations go
   * @param losses the values, of known rank
   * @param weights the weights, of known rank
   * @return values and weights
   * @throws IllegalArgumentException if they do not go together
   */
  public static <T extends TNumber> Aligned<T, T> align(
      Ops tf, Operand<T> losses, Operand<T> weights) {
    Aligned<T, T> aligned = Aligned.of(tf, losses, weights);
    Operand<T> values = aligned.first();
    Operand<T> factors = aligned.second();
    int rank = Shapes.rank(values);
    int weightRank = Shapes.rank(factors);
    if (weightRank == 1 && rank > 1) {
      // One weight per sample: [n] -> [n, 1, ...].
      int[] shape = new int[rank];
      Arrays.fill(shape, 1);
      shape[0] = -1;
      factors = tf.reshape(factors, tf.constant(shape));
      weightRank = rank;
    }
    check(values.shape(), factors.shape(), weights.shape());
    return new Aligned<>(values, factors);
  }

  private static void check(Shape losses, Shape weights, Shape given) {
    int rank = losses.numDimensions();
    int weightRank = weights.numDimensions();
    boolean match = weightRank == 0 || rank == 0 || weightRank == rank;
    for (int i = 0; match && weightRank == rank && i < rank; i++) {
      match = Shapes.broadcasts(losses.get(i), weights.get(i));
    }
    if (!match) {
      throw new IllegalArgumentException(
          "sample weights of shape "
              + given
              + " do not match values of shape "
              + losses
              + "; expected that shape, or one weight per sample");
    }
  }
}
