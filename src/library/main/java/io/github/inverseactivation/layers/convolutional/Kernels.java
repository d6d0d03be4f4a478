package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Undilated convolutions of channels-last inputs over one, two or three axes, all by the runtime's
 * convolution over two, which has gradients.
 *
 * <p>Along an axis where the window is one pixel wide, the strides are taken by cutting out what is
 * read, and what a transposed convolution leaves between its pixels is put there afterwards: oneDNN
 * ends the process in the gradient of such a convolution, on processors with AMX.
 *
 * <p>A sequence is an image one pixel high. A volume is cut into slices along its depth, which go
 * into the batch; the slices that one kernel covers become channels of one image, and the kernel's
 * depth becomes part of its input channels in the same order.
 */
final class Kernels {
  private static final int[] ONES = {1, 1};

  private Kernels() {}

  /**
   * Emits a convolution; over three axes, with VALID padding only.
   *
   * @param small whether beginning an operation costs more than what it computes
   */
  static <T extends TNumber> Operand<T> plain(
      Ops tf, Operand<T> x, Operand<T> kernel, int[] strides, Padding padding, boolean small) {
    return switch (strides.length) {
      case 1 ->
          asRow(tf, plain(tf, rows(tf, x), filters(tf, kernel), twice(strides), padding, small));
      case 2 -> image(tf, new Strides(strides, kernel.shape()), x, kernel, padding, small);
      default -> volume(tf, x, kernel, strides, small);
    };
  }

  /** Whether there is a depthwise convolution with these strides. */
  static boolean takesDepthwise(int[] strides) {
    return strides.length < 3 && Arrays.stream(strides).distinct().count() == 1;
  }

  /** Emits a convolution of each channel by itself, over one axis or two. */
  static <T extends TNumber> Operand<T> depthwise(
      Ops tf, Operand<T> x, Operand<T> kernel, int[] strides, Padding padding) {
    if (strides.length == 1) {
      return asRow(tf, depthwise(tf, rows(tf, x), filters(tf, kernel), twice(strides), padding));
    }
    Strides split = new Strides(strides, kernel.shape());
    // The operation takes one number for both axes only.
    return split.isWhole()
        ? tf.nn.depthwiseConv2dNative(split.cut(tf, x), kernel, List.of(1L, 1L, 1L, 1L), "VALID")
        : tf.nn.depthwiseConv2dNative(x, kernel, steps(strides), padding.name());
  }

  /** Emits the transposed convolution, the gradient of {@link #plain}, over one axis or two. */
  static <T extends TNumber> Operand<T> transposed(
      Ops tf,
      Operand<T> x,
      Operand<T> kernel,
      Operand<TInt32> outputShape,
      int[] strides,
      Padding padding) {
    if (strides.length == 1) {
      Operand<TInt32> one = tf.array(1);
      Operand<TInt32> image =
          tf.concat(
              List.of(range(tf, outputShape, 0, 1), one, range(tf, outputShape, 1, 3)),
              tf.constant(0));
      // One row comes out of one row at any stride; 1 is what both paddings agree on.
      int[] both = {1, strides[0]};
      return asRow(tf, transposed(tf, rows(tf, x), filters(tf, kernel), image, both, padding));
    }
    Strides split = new Strides(strides, kernel.shape());
    return split.isWhole()
        ? split.spread(
            tf, plain(tf, x, turned(tf, kernel), ONES, Padding.VALID, false), outputShape)
        : tf.nn.conv2dBackpropInput(outputShape, kernel, x, steps(strides), padding.name());
  }

  private static <T extends TNumber> Operand<T> image(
      Ops tf, Strides strides, Operand<T> x, Operand<T> kernel, Padding padding, boolean small) {
    Operand<T> read = strides.cut(tf, x);
    int[] left = strides.left();
    return small && SmallConvolution.takes(read.shape(), kernel.shape())
        ? new SmallConvolution(tf, left, padding).convolve(read, kernel)
        : tf.nn.conv2d(read, kernel, steps(left), padding.name());
  }

  /** A kernel of one pixel with its inputs and outputs exchanged. */
  private static <T extends TNumber> Operand<T> turned(Ops tf, Operand<T> kernel) {
    return tf.linalg.transpose(kernel, tf.array(0, 1, 3, 2));
  }

  private static <T extends TNumber> Operand<T> volume(
      Ops tf, Operand<T> x, Operand<T> kernel, int[] strides, boolean small) {
    Shape size = kernel.shape();
    int depth = Math.toIntExact(size.get(0));
    List<Operand<T>> covered = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      covered.add(slices(tf, x, i, depth - 1 - i, strides[0]));
    }
    Operand<T> channels = depth == 1 ? covered.get(0) : tf.concat(covered, tf.constant(4));
    Operand<TInt32> shape = tf.shape(channels);
    Operand<T> images =
        tf.reshape(
            channels, tf.concat(List.of(tf.array(-1), range(tf, shape, 2, 5)), tf.constant(0)));
    Operand<T> depthLast = tf.linalg.transpose(kernel, tf.array(1, 2, 0, 3, 4));
    Operand<T> flat =
        tf.reshape(
            depthLast, tf.array(size.get(1), size.get(2), size.get(0) * size.get(3), size.get(4)));
    int[] within = {strides[1], strides[2]};
    Operand<T> y = plain(tf, images, flat, within, Padding.VALID, small);
    Operand<TInt32> slices = range(tf, shape, 0, 2);
    Operand<TInt32> rest = range(tf, tf.shape(y), 1, 4);
    return tf.reshape(y, tf.concat(List.of(slices, rest), tf.constant(0)));
  }

  /** Every stride-th slice along the depth, without some before and after. */
  private static <T extends TNumber> Operand<T> slices(
      Ops tf, Operand<T> x, int before, int after, int stride) {
    long others = 0b11101;
    return tf.stridedSlice(
        x,
        tf.array(0, before, 0, 0, 0),
        tf.array(0, -after, 0, 0, 0),
        tf.array(1, stride, 1, 1, 1),
        StridedSlice.beginMask(others),
        StridedSlice.endMask(after == 0 ? 0b11111 : others));
  }

  // A strided slice, since the runtime sees through it when it infers shapes.
  private static Operand<TInt32> range(Ops tf, Operand<TInt32> vector, int from, int to) {
    return tf.stridedSlice(vector, tf.array(from), tf.array(to), tf.array(1));
  }

  private static <T extends TNumber> Operand<T> rows(Ops tf, Operand<T> x) {
    return tf.expandDims(x, tf.constant(1));
  }

  private static <T extends TNumber> Operand<T> filters(Ops tf, Operand<T> kernel) {
    return tf.expandDims(kernel, tf.constant(0));
  }

  private static <T extends TNumber> Operand<T> asRow(Ops tf, Operand<T> y) {
    return tf.squeeze(y, Squeeze.axis(List.of(1L)));
  }

  private static int[] twice(int[] strides) {
    return new int[] {strides[0], strides[0]};
  }

  private static List<Long> steps(int[] strides) {
    return List.of(1L, (long) strides[0], (long) strides[1], 1L);
  }
}
