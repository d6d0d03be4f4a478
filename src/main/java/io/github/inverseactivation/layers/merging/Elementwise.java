package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What all merges element by element share: inputs of different shapes are broadcast. A subclass
 * says what becomes of the elements.
 *
 * @param <L> the subclass itself
 */
abstract class Elementwise<L extends Elementwise<L>> extends MergingLayer<L> {

  Elementwise(int fewest, int most) {
    super(fewest, most);
  }

  /** Emits the merge of inputs with the same number of dimensions. */
  abstract <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs);

  @Override
  final Shape mergedShape(List<Shape> inputs) {
    int rank = rank(inputs);
    long[] merged = new long[rank];
    Arrays.fill(merged, 1);
    merged[0] = batch(inputs);
    for (Shape input : inputs) {
      int missing = rank - input.numDimensions();
      for (int i = 1; i < input.numDimensions(); i++) {
        merged[missing + i] = broadcast(merged[missing + i], input.get(i), inputs);
      }
    }
    return Shape.of(merged);
  }

  @Override
  public final <T extends TNumber> Operand<T> call(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Ops tf = context.tf();
    int rank = rank(inputs.stream().map(Operand::shape).toList());
    return merge(tf, inputs.stream().map(input -> expand(tf, input, rank)).toList());
  }

  /** Puts the missing dimensions after the batch. */
  private static <T extends TNumber> Operand<T> expand(Ops tf, Operand<T> input, int rank) {
    Operand<T> expanded = input;
    for (int i = input.shape().numDimensions(); i < rank; i++) {
      expanded = tf.expandDims(expanded, tf.constant(1));
    }
    return expanded;
  }

  private static int rank(List<Shape> inputs) {
    return inputs.stream().mapToInt(Shape::numDimensions).max().orElseThrow();
  }

  private static long broadcast(long one, long other, List<Shape> inputs) {
    if (one == 1 || other == 1) {
      return one == 1 ? other : one;
    }
    long size = same(one, other);
    if (size == -2) {
      throw new IllegalArgumentException(
          "the inputs "
              + inputs
              + " do not broadcast, because of the sizes "
              + one
              + " and "
              + other
              + ": make them equal, or one of them 1");
    }
    return size;
  }
}
