package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Padding;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Prod;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The transposed convolution of volumes by that of images, which has gradients.
 *
 * <p>Each slice along the depth goes into the batch and is transposed with the whole kernel, whose
 * depth becomes part of the output channels: what slice {@code d} adds to the slices {@code d *
 * stride + u} of the output. These overlap. As many of them as the stride is large fill a stretch
 * of the output without overlapping, so stretches are laid side by side, moved to their places by
 * zeros around them, and added.
 */
final class TransposedVolume {
  private final Ops tf;
  private final int stride;
  private final int tail;
  private final Padding padding;

  /**
   * A transposed convolution along the depth.
   *
   * @param stride by how much the kernel moves
   * @param tail the size that comes out of a single slice
   */
  TransposedVolume(Ops tf, int stride, int tail, Padding padding) {
    this.tf = tf;
    this.stride = stride;
    this.tail = tail;
    this.padding = padding;
  }

  /**
   * Emits the convolution of a channels-last volume.
   *
   * @param outputShape of the output: batch, depth, height, width, channels
   * @param within the strides along height and width
   */
  <T extends TNumber> Operand<T> emit(
      Operand<T> x, Operand<T> kernel, Operand<TInt32> outputShape, int[] within) {
    Operand<T> parts = slices(x, kernel, outputShape, within);
    int depth = Math.toIntExact(kernel.shape().get(0));
    int before = padding == Padding.SAME ? Math.max(depth - tail, 0) / 2 : 0;
    int stretches = (Math.max(depth, before + tail) + stride - 1) / stride;
    Operand<T> zero = tf.dtypes.cast(tf.constant(0), x.type());
    List<Operand<T>> placed = new ArrayList<>();
    for (int i = 0; i * stride < depth; i++) {
      int taps = Math.min(stride, depth - i * stride);
      Operand<T> stretch =
          tf.slice(parts, tf.array(0, 0, i * stride, 0), tf.array(-1, -1, taps, -1));
      Operand<T> laid = laid(pad(stretch, zero, 2, 0, stride - taps), x, outputShape);
      placed.add(pad(laid, zero, 1, i * stride, (stretches - 1 - i) * stride));
    }
    Operand<T> whole = placed.size() == 1 ? placed.get(0) : tf.math.addN(placed);
    return cut(whole, before, stretches * stride - before - tail);
  }

  /**
   * What each slice adds: {@code [batch, depth, kernel's depth, height * width * filters]}. Their
   * six dimensions are not cut, since TensorFlow Lite cuts five at most.
   */
  private <T extends TNumber> Operand<T> slices(
      Operand<T> x, Operand<T> kernel, Operand<TInt32> outputShape, int[] within) {
    Shape kernelShape = kernel.shape();
    Operand<TInt32> shape = tf.shape(x);
    Operand<T> images = tf.reshape(x, joined(List.of(tf.array(-1), range(shape, 2, 5))));
    Operand<T> depthLast = tf.linalg.transpose(kernel, tf.array(1, 2, 0, 3, 4));
    long channels = kernelShape.get(0) * kernelShape.get(3);
    Operand<T> flat =
        tf.reshape(
            depthLast,
            tf.array(kernelShape.get(1), kernelShape.get(2), channels, kernelShape.get(4)));
    Operand<TInt32> area = range(outputShape, 2, 4);
    Operand<TInt32> toImages =
        joined(List.of(range(tf.shape(images), 0, 1), area, tf.array(Math.toIntExact(channels))));
    Operand<T> y = Kernels.transposed(tf, images, flat, toImages, within, padding);
    int depth = Math.toIntExact(kernelShape.get(0));
    int filters = Math.toIntExact(kernelShape.get(3));
    Operand<T> apart =
        tf.reshape(y, joined(List.of(range(shape, 0, 2), area, tf.array(depth, filters))));
    Operand<T> depthFirst = tf.linalg.transpose(apart, tf.array(0, 1, 4, 2, 3, 5));
    Operand<TInt32> size = tf.prod(range(outputShape, 2, 5), tf.array(0), Prod.keepDims(true));
    return tf.reshape(depthFirst, joined(List.of(range(shape, 0, 2), tf.array(depth), size)));
  }

  /** Lays the slices that came out of each slice side by side along the depth. */
  private <T extends TNumber> Operand<T> laid(
      Operand<T> stretch, Operand<T> x, Operand<TInt32> outputShape) {
    long depth = x.shape().get(1);
    int length = depth == Shape.UNKNOWN_SIZE ? -1 : Math.toIntExact(depth * stride);
    return tf.reshape(
        stretch,
        joined(List.of(range(tf.shape(x), 0, 1), tf.array(length), range(outputShape, 2, 5))));
  }

  private <T extends TNumber> Operand<T> pad(
      Operand<T> x, Operand<T> zero, int axis, int before, int after) {
    if (before == 0 && after == 0) {
      return x;
    }
    int[][] widths = new int[x.shape().numDimensions()][2];
    widths[axis][0] = before;
    widths[axis][1] = after;
    return tf.pad(x, tf.constant(widths), zero);
  }

  /** Leaves out slices before and after. */
  private <T extends TNumber> Operand<T> cut(Operand<T> x, int before, int after) {
    long others = 0b11101;
    return tf.stridedSlice(
        x,
        tf.array(0, before, 0, 0, 0),
        tf.array(0, -after, 0, 0, 0),
        tf.array(1, 1, 1, 1, 1),
        StridedSlice.beginMask(others),
        StridedSlice.endMask(after == 0 ? 0b11111 : others));
  }

  private Operand<TInt32> joined(List<Operand<TInt32>> parts) {
    return tf.concat(parts, tf.constant(0));
  }

  // A strided slice, since the runtime sees through it when it infers shapes.
  private Operand<TInt32> range(Operand<TInt32> vector, int from, int to) {
    return tf.stridedSlice(vector, tf.array(from), tf.array(to), tf.array(1));
  }
}
