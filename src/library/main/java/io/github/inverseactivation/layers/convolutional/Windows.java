package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Padding;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Moves a kernel over a channels-last input, also with dilations and strides that the runtime's own
 * operations get wrong or do not have.
 *
 * <p>Dilation: the gradients of operations with a {@code dilations} attribute are silently wrong.
 * So SpaceToBatchND puts the pixels that are one dilation apart into images of their own, a plain
 * convolution runs over those, and BatchToSpaceND puts the results back. What SAME adds at the
 * edges, and what is added to make each size a multiple of the dilation, goes in on the way.
 *
 * <p>Causal padding, which the runtime does not have, and SAME over three axes are zeros added
 * beforehand.
 *
 * <p>Strides that the kernel does not take: every position is computed, and those in between are
 * dropped.
 */
final class Windows {

  /** The plain convolution underneath. */
  interface Kernel<T extends TNumber> {
    /** Emits the convolution of a channels-last input, undilated. */
    Operand<T> convolve(Operand<T> x, int[] strides, Padding padding);
  }

  /** What is added before and after each axis, and cropped again: two vectors of pairs. */
  private record Edges(Operand<TInt32> added, Operand<TInt32> cropped) {}

  private final Ops tf;
  private final int axes;
  private final int[] size;
  private final int[] strides;
  private final int[] dilation;
  private final Padding padding;

  Windows(Ops tf, Convolution<?> layer) {
    this.tf = tf;
    this.axes = layer.axes;
    this.size = layer.kernelSize;
    this.strides = layer.strides;
    this.dilation = layer.dilationRate;
    this.padding = layer.padding;
  }

  /**
   * Emits the convolution.
   *
   * @param takesStrides whether the kernel can be asked for these strides
   */
  <T extends TNumber> Operand<T> apply(Operand<T> x, boolean takesStrides, Kernel<T> kernel) {
    boolean strided = larger(strides);
    boolean dilated = larger(dilation);
    boolean plain = !dilated && (takesStrides || !strided);
    if (plain && padding != Padding.CAUSAL && (axes < 3 || padding == Padding.VALID)) {
      return kernel.convolve(x, strides, padding);
    }
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    Edges edges = edges(x.shape().subShape(1, axes + 1), x);
    if (plain) {
      return kernel.convolve(padded(x, edges.added), strides, Padding.VALID);
    }
    Operand<TInt32> block = tf.constant(dilation);
    Operand<T> apart = tf.spaceToBatchNd(x, block, edges.added);
    Operand<T> convolved = kernel.convolve(apart, ones, Padding.VALID);
    Operand<T> y = tf.batchToSpaceNd(convolved, block, edges.cropped);
    return strided ? everyStride(y) : y;
  }

  private Edges edges(Shape spatial, Operand<? extends TNumber> x) {
    return spatial.hasUnknownDimension() ? computedEdges(x) : knownEdges(spatial.asArray());
  }

  private Edges knownEdges(long[] n) {
    boolean causal = padding == Padding.CAUSAL;
    int[][] added = new int[axes][2];
    int[][] cropped = new int[axes][2];
    for (int i = 0; i < axes; i++) {
      long total = 0;
      if (padding != Padding.VALID) {
        long out = (n[i] + strides[i] - 1) / strides[i];
        total = causal ? extent(i) - 1 : Math.max((out - 1) * strides[i] + extent(i) - n[i], 0);
      }
      int fill = Math.floorMod(-(n[i] + total), dilation[i]);
      int before = Math.toIntExact(causal ? total : total / 2);
      added[i][0] = before;
      added[i][1] = Math.toIntExact(total - before + fill);
      cropped[i][1] = fill;
    }
    return new Edges(tf.constant(added), tf.constant(cropped));
  }

  /** The same as {@link #knownEdges}, by operations on vectors with a number for each axis. */
  private Edges computedEdges(Operand<? extends TNumber> x) {
    Operand<TInt32> zero = tf.constant(new int[axes]);
    Operand<TInt32> n = tf.slice(tf.shape(x), tf.array(1), tf.array(axes));
    Operand<TInt32> total = zero;
    Operand<TInt32> before = zero;
    if (padding == Padding.CAUSAL) {
      int[] reach = new int[axes];
      Arrays.setAll(reach, i -> Math.toIntExact(extent(i) - 1));
      total = tf.constant(reach);
      before = total;
    } else if (padding == Padding.SAME) {
      int[] extents = new int[axes];
      Arrays.setAll(extents, i -> Math.toIntExact(extent(i)));
      Operand<TInt32> stride = tf.constant(strides);
      Operand<TInt32> one = tf.constant(1);
      // ceil(n / stride) - 1 is floor((n - 1) / stride).
      Operand<TInt32> last = tf.math.mul(tf.math.floorDiv(tf.math.sub(n, one), stride), stride);
      Operand<TInt32> needed = tf.math.sub(tf.math.add(last, tf.constant(extents)), n);
      total = tf.math.maximum(needed, zero);
      before = tf.math.floorDiv(total, tf.constant(2));
    }
    Operand<TInt32> size = tf.math.neg(tf.math.add(n, total));
    Operand<TInt32> fill = tf.math.floorMod(size, tf.constant(dilation));
    Operand<TInt32> after = tf.math.add(tf.math.sub(total, before), fill);
    return new Edges(pairs(before, after), pairs(zero, fill));
  }

  private Operand<TInt32> pairs(Operand<TInt32> first, Operand<TInt32> second) {
    return tf.stack(List.of(first, second), Stack.axis(1L));
  }

  private <T extends TNumber> Operand<T> padded(Operand<T> x, Operand<TInt32> added) {
    Operand<TInt32> nothing = tf.constant(new int[1][2]);
    Operand<TInt32> widths = tf.concat(List.of(nothing, added, nothing), tf.constant(0));
    return tf.pad(x, widths, tf.dtypes.cast(tf.constant(0), x.type()));
  }

  private <T extends TNumber> Operand<T> everyStride(Operand<T> x) {
    int[] steps = new int[axes + 2];
    Arrays.fill(steps, 1);
    System.arraycopy(strides, 0, steps, 1, axes);
    Operand<TInt32> start = tf.constant(new int[axes + 2]);
    long everything = (1L << (axes + 2)) - 1;
    return tf.stridedSlice(
        x,
        start,
        start,
        tf.constant(steps),
        StridedSlice.beginMask(everything),
        StridedSlice.endMask(everything));
  }

  private long extent(int axis) {
    return (size[axis] - 1L) * dilation[axis] + 1;
  }

  private static boolean larger(int[] values) {
    return Arrays.stream(values).anyMatch(value -> value > 1);
  }
}
