package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.SpatialShape;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * What transposed convolutions share, over one axis to three: each value of the input is multiplied
 * by the kernel and added to the output around the place where it belongs.
 *
 * @param <L> the subclass itself
 */
abstract class Transposed<L extends Transposed<L>> extends Filtered<L> {
  int[] outputPadding;

  Transposed(int filters, int axes, int... kernelSize) {
    super(filters, axes, kernelSize);
    validate();
  }

  /**
   * Adds to the size of the output, which is otherwise one of several that a convolution with the
   * same strides would shrink to the input's. With {@code e = (kernel - 1) * dilation + 1}, a size
   * {@code n} becomes {@code (n - 1) * stride + e + outputPadding} with VALID and {@code (n - 1) *
   * stride + e % 2 + outputPadding} with SAME padding. Default: none, and the size is {@code (n -
   * 1) * stride + max(e, stride)} with VALID and {@code n * stride} with SAME padding.
   *
   * @param outputPadding one number for all axes or one each, at least 0 and below the strides; or
   *     null
   * @return a changed copy
   * @throws IllegalArgumentException if there are more or fewer numbers, or one is out of range
   */
  public L outputPadding(int... outputPadding) {
    return with(copy -> copy.outputPadding = padding(outputPadding));
  }

  /** Its windows are on the output's side. */
  @Override
  public final Shape reads(Shape input, Shape output) {
    return input;
  }

  @Override
  final List<WeightSpec> kernels(long channels) {
    return List.of(kernel(kernelShape(filters, channels)));
  }

  @Override
  final SpatialShape places(SpatialShape in) {
    long[] sizes = new long[axes];
    Arrays.setAll(sizes, i -> size(in.size(i), i));
    return in.withSizes(sizes);
  }

  @Override
  final <T extends TNumber> Operand<T> convolve(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> kernel = dilated(tf, context.weight("kernel"));
    if (axes == 3) {
      int[] within = {strides[1], strides[2]};
      return new TransposedVolume(tf, strides[0], tail(0), padding)
          .emit(x, kernel, outputShape(tf, x), within);
    }
    return Kernels.transposed(tf, x, kernel, outputShape(tf, x), strides, padding);
  }

  /** Every value of the input meets every value of the kernel once. */
  @Override
  protected final long macs(Shape input) {
    SpatialShape in = read(input);
    return Math.multiplyExact(in.positions(), macsPerPosition(in.channels()));
  }

  @Override
  final long[] factorShape(Shape kernel) {
    return new long[] {-1, 1};
  }

  @Override
  final long macsPerPosition(long channels) {
    return Math.multiplyExact(window() * channels, (long) filters);
  }

  @Override
  public void options(Options options) {
    outputPadding = padding(options.integers("outputPadding", outputPadding));
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    for (int i = 0; outputPadding != null && i < axes; i++) {
      int least = padding == Padding.SAME && extent(i) % 2 == 0 ? 1 : 0;
      if (outputPadding[i] < least || outputPadding[i] >= strides[i]) {
        throw new IllegalArgumentException(
            "outputPadding must be at least "
                + least
                + (least == 0 ? "" : " with an even kernel and padding SAME")
                + " and below the strides "
                + Sizes.text(strides)
                + ", not "
                + Sizes.text(outputPadding)
                + ": change it, or leave it out");
      }
    }
  }

  private int[] padding(int[] values) {
    return values == null ? null : Sizes.of("outputPadding", axes, 0, values);
  }

  private int extent(int axis) {
    return Math.toIntExact((kernelSize[axis] - 1L) * dilationRate[axis] + 1);
  }

  private long size(long n, int axis) {
    if (n == Shape.UNKNOWN_SIZE) {
      return n;
    }
    return Math.addExact(Math.multiplyExact(n - 1, (long) strides[axis]), (long) tail(axis));
  }

  /** The size that comes out of a single value. */
  private int tail(int axis) {
    int extent = extent(axis);
    if (padding == Padding.VALID) {
      int least = Math.max(extent, strides[axis]);
      return outputPadding == null ? least : Math.addExact(extent, outputPadding[axis]);
    }
    return outputPadding == null ? strides[axis] : extent % 2 + outputPadding[axis];
  }

  private Operand<TInt32> outputShape(Ops tf, Operand<? extends TNumber> x) {
    Operand<TInt32> shape = tf.shape(x);
    List<Operand<TInt32>> parts = new ArrayList<>();
    parts.add(part(tf, shape, 0));
    for (int i = 0; i < axes; i++) {
      long size = size(x.shape().get(i + 1), i);
      if (size != Shape.UNKNOWN_SIZE) {
        parts.add(tf.array(Math.toIntExact(size)));
      } else {
        Operand<TInt32> last = tf.math.sub(part(tf, shape, i + 1), tf.constant(1));
        parts.add(tf.math.add(tf.math.mul(last, tf.constant(strides[i])), tf.constant(tail(i))));
      }
    }
    parts.add(tf.array(filters));
    return tf.concat(parts, tf.constant(0));
  }

  private static Operand<TInt32> part(Ops tf, Operand<TInt32> shape, int at) {
    return tf.stridedSlice(shape, tf.array(at), tf.array(at + 1), tf.array(1));
  }

  // The gradients of the runtime's dilated convolutions are wrong, so zeros go into the kernel.
  private <T extends TNumber> Operand<T> dilated(Ops tf, Operand<T> kernel) {
    Operand<T> zero = tf.dtypes.cast(tf.constant(0), kernel.type());
    Operand<T> spread = kernel;
    for (int i = 0; i < axes; i++) {
      int rate = dilationRate[i];
      if (rate > 1) {
        long[] sizes = spread.shape().asArray();
        int rank = sizes.length;
        int[][] widths = new int[rank + 1][2];
        widths[i + 1][1] = rate - 1;
        Operand<T> apart = tf.expandDims(spread, tf.constant(i + 1));
        sizes[i] *= rate;
        Operand<T> filled =
            tf.reshape(tf.pad(apart, tf.constant(widths), zero), tf.constant(sizes));
        int[] end = new int[rank];
        end[i] = extent(i);
        int[] ones = new int[rank];
        Arrays.fill(ones, 1);
        long all = (1L << rank) - 1;
        spread =
            tf.stridedSlice(
                filled,
                tf.constant(new int[rank]),
                tf.constant(end),
                tf.constant(ones),
                StridedSlice.endMask(all & ~(1L << i)));
      }
    }
    return spread;
  }
}
