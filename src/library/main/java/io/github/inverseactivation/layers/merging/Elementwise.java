package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
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

  /**
   * Emits the merging of inputs some of which have masks; by default masks change nothing.
   *
   * @param masks of the rank of the inputs, the last size 1; null for inputs without
   */
  <T extends TNumber> Operand<T> mergeMasked(
      LayerContext<T> context, List<Operand<T>> inputs, List<Operand<TBool>> masks) {
    return merge(context.tf(), inputs);
  }

  @Override
  public final <T extends TNumber> Operand<T> call(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Ops tf = context.tf();
    int rank = rank(inputs.stream().map(Operand::shape).toList());
    List<Operand<TBool>> masks = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      masks.add(context.mask(i));
    }
    context.outputMask(0, needsAllMasks() ? all(tf, masks) : any(tf, masks));
    if (!needsAllMasks()
        && inputs.stream().allMatch(input -> input.shape().numDimensions() == rank)
        && masks.stream().anyMatch(Objects::nonNull)) {
      masks.replaceAll(mask -> mask == null ? null : tf.expandDims(mask, tf.constant(-1)));
      return mergeMasked(context, inputs, masks);
    }
    return merge(tf, inputs.stream().map(input -> expand(tf, input, rank)).toList());
  }

  /** True where one of the masks is; null where an input has none. */
  static Operand<TBool> any(Ops tf, List<Operand<TBool>> masks) {
    return masks.contains(null) ? null : masks.stream().reduce(tf.math::logicalOr).orElseThrow();
  }

  /** True where all masks are; null where no input has one. */
  private static Operand<TBool> all(Ops tf, List<Operand<TBool>> masks) {
    return masks.stream().filter(Objects::nonNull).reduce(tf.math::logicalAnd).orElse(null);
  }

  /**
   * Merges one after the other, where a masked place takes the other side's value. Source: Keras,
   * {@code layers/merging/base_merge.py}.
   */
  static <T extends TNumber> Operand<T> oneByOne(
      Ops tf,
      List<Operand<T>> inputs,
      List<Operand<TBool>> masks,
      BinaryOperator<Operand<T>> operation) {
    Operand<T> output = inputs.get(0);
    Operand<TBool> outputMask = masks.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      Operand<T> x = inputs.get(i);
      Operand<TBool> mask = masks.get(i);
      x = mask == null ? x : tf.select(mask, x, output);
      output = outputMask == null ? output : tf.select(outputMask, output, x);
      boolean both = mask != null && outputMask != null;
      outputMask = both ? tf.math.logicalOr(outputMask, mask) : null;
      output = operation.apply(output, x);
    }
    return output;
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
