package io.github.inverseactivation.losses;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Brings weights to the rank of the losses they multiply. */
final class SampleWeights {

  private SampleWeights() {}

  /** Losses and weights of one rank whose product broadcasts. */
  static <T extends TNumber> Aligned<T, T> align(Ops tf, Operand<T> losses, Operand<T> weights) {
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
              + " do not match losses of shape "
              + losses
              + "; expected that shape, or one weight per sample");
    }
  }
}
