package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The products of two inputs, example by example, summed over one axis of each. With axes 2 and 1,
 * that is the matrix product {@code y[i, j] = sum over k of x1[i, k] * x2[k, j]}.
 *
 * <p>Options and their defaults: {@code normalize} false.
 *
 * <pre>{@code
 * new Dot(2, 1)                // the matrix product of each example
 * new Dot(1).normalize(true)   // the cosine of two vectors
 * }</pre>
 *
 * <p>Input shapes: two of {@code [batch, ...]} with at least two dimensions and the same size along
 * the axes. Output shape: the sizes of the first input but that of its axis, then those of the
 * second but its batch and that of its axis; {@code [batch, 1]} where none is left. Other shapes
 * are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Dot}.
 */
public final class Dot extends MergingLayer<Dot> {
  /** The least sum of squares that is divided by the root of: Keras's epsilon, squared. */
  private static final double SMALLEST = 1e-14;

  private int[] axes;
  private boolean normalize;

  /**
   * A product over the same axis of both inputs.
   *
   * @param axes the axis, negative from the end, not that of the batch
   * @throws IllegalArgumentException if it is 0
   */
  public Dot(int axes) {
    super(2, 2);
    this.axes = new int[] {axes};
    validate();
  }

  /**
   * A product.
   *
   * @param first the first input's axis, negative from the end, not that of the batch
   * @param second the second input's axis, negative from the end, not that of the batch
   * @throws IllegalArgumentException if one is 0
   */
  public Dot(int first, int second) {
    super(2, 2);
    this.axes = new int[] {first, second};
    validate();
  }

  /**
   * Scales both inputs to length 1 along their axes before the product, which so becomes a cosine.
   * Default: false.
   *
   * @param normalize whether to scale
   * @return a changed copy
   */
  public Dot normalize(boolean normalize) {
    return with(copy -> copy.normalize = normalize);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.computed(inputs);
  }

  @Override
  Shape mergedShape(List<Shape> inputs) {
    int first = axis(0, inputs.get(0));
    int second = axis(1, inputs.get(1));
    if (same(inputs.get(0).get(first), inputs.get(1).get(second)) == -2) {
      throw new IllegalArgumentException(
          "axis "
              + first
              + " and axis "
              + second
              + " of the inputs "
              + inputs
              + " have different sizes: choose other axes, or make the sizes equal");
    }
    long[] left =
        LongStream.concat(others(inputs.get(0), first), others(inputs.get(1), second)).toArray();
    return Shape.of(left.length == 0 ? new long[] {1} : left).prepend(batch(inputs));
  }

  @Override
  public <T extends TNumber> Operand<T> call(LayerContext<T> context, List<Operand<T>> inputs) {
    Ops tf = context.tf();
    context.outputMask(0, null);
    int first = axis(0, inputs.get(0).shape());
    int second = axis(1, inputs.get(1).shape());
    Operand<T> x = inputs.get(0);
    Operand<T> y = inputs.get(1);
    if (normalize) {
      x = normalized(context, x, first);
      y = normalized(context, y, second);
    }
    int rank = x.shape().numDimensions();
    String of = letters('b', rank, first);
    String with = letters((char) ('b' + rank), y.shape().numDimensions(), second);
    String left = ("a" + of + with).replace("z", "");
    Operand<T> product = tf.linalg.einsum(List.of(x, y), "a" + of + ",a" + with + "->" + left);
    return left.length() == 1 ? tf.expandDims(product, tf.constant(1)) : product;
  }

  @Override
  public void options(Options options) {
    axes = options.integers("axes", axes);
    normalize = options.bool("normalize", normalize);
  }

  @Override
  public void validate() {
    if (axes == null
        || axes.length < 1
        || axes.length > 2
        || Arrays.stream(axes).anyMatch(axis -> axis == 0)) {
      throw new IllegalArgumentException(
          "axes are one or two numbers, not 0, which is the batch; found " + Arrays.toString(axes));
    }
  }

  private int axis(int input, Shape shape) {
    int axis = axes[Math.min(input, axes.length - 1)];
    int resolved = Axes.resolve(axis, shape);
    if (resolved == 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " of the input " + shape + " is the batch: choose another");
    }
    return resolved;
  }

  private static LongStream others(Shape shape, int axis) {
    return LongStream.range(1, shape.numDimensions())
        .filter(i -> i != axis)
        .map(i -> shape.get((int) i));
  }

  /** A letter for each axis after the batch, and z for the one that is summed over. */
  private static String letters(char start, int rank, int axis) {
    StringBuilder letters = new StringBuilder();
    for (int i = 1; i < rank; i++) {
      letters.append(i == axis ? 'z' : (char) (start + i - 1));
    }
    return letters.toString();
  }

  private static <T extends TNumber> Operand<T> normalized(
      LayerContext<T> context, Operand<T> x, int axis) {
    Ops tf = context.tf();
    Operand<TInt32> along = tf.constant(axis);
    Operand<T> squares = tf.reduceSum(tf.math.square(x), along, ReduceSum.keepDims(true));
    return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, context.constant(SMALLEST))));
  }
}
