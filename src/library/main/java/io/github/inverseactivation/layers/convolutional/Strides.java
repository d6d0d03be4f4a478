package io.github.inverseactivation.layers.convolutional;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The strides of a convolution of images, split into those along axes where the window is one pixel
 * wide, which only choose pixels, and those that are left to the convolution. With either padding
 * the first pixel is read, and then every stride-th: there is nothing to pad.
 */
final class Strides {
  private final int[] chosen = {1, 1};
  private final int[] left = {1, 1};
  private final boolean whole;

  /**
   * Splits strides.
   *
   * @param strides those along height and width
   * @param kernel [height, width, channels, filters]
   */
  Strides(int[] strides, Shape kernel) {
    for (int axis = 0; axis < 2; axis++) {
      (kernel.get(axis) == 1 ? chosen : left)[axis] = strides[axis];
    }
    whole = kernel.get(0) == 1 && kernel.get(1) == 1 && !Arrays.equals(chosen, left);
  }

  /** Whether the window is a single pixel and not every pixel is read. */
  boolean isWhole() {
    return whole;
  }

  /** The strides that the convolution has still to take. */
  int[] left() {
    return left.clone();
  }

  /** The pixels that are read. */
  <T extends TNumber> Operand<T> cut(Ops tf, Operand<T> x) {
    if (chosen[0] == 1 && chosen[1] == 1) {
      return x;
    }
    return tf.stridedSlice(
        x,
        tf.array(0, 0, 0, 0),
        tf.array(0, 0, 0, 0),
        tf.array(1, chosen[0], chosen[1], 1),
        StridedSlice.beginMask(0b1111L),
        StridedSlice.endMask(0b1111L));
  }

  /** Puts each pixel where {@link #cut} reads it, and zeros between them. */
  <T extends TNumber> Operand<T> spread(Ops tf, Operand<T> y, Operand<TInt32> outputShape) {
    Operand<TInt32> shape = tf.shape(y);
    Operand<TInt32> rows = size(tf, shape, 1);
    Operand<TInt32> columns = size(tf, shape, 2);
    Operand<TInt32> channels = size(tf, shape, 3);
    Operand<TInt32> one = tf.array(1);
    Operand<TInt32> batch = tf.array(-1);
    Operand<T> apart =
        tf.reshape(y, tf.concat(List.of(batch, rows, one, columns, one, channels), tf.constant(0)));
    int[][] zeros = {{0, 0}, {0, 0}, {0, chosen[0] - 1}, {0, 0}, {0, chosen[1] - 1}, {0, 0}};
    Operand<T> padded = tf.pad(apart, tf.constant(zeros), tf.dtypes.cast(tf.constant(0), y.type()));
    Operand<TInt32> size =
        tf.concat(
            List.of(
                batch,
                tf.math.mul(rows, tf.constant(chosen[0])),
                tf.math.mul(columns, tf.constant(chosen[1])),
                channels),
            tf.constant(0));
    return tf.slice(tf.reshape(padded, size), tf.array(0, 0, 0, 0), outputShape);
  }

  private static Operand<TInt32> size(Ops tf, Operand<TInt32> shape, int axis) {
    return tf.stridedSlice(shape, tf.array(axis), tf.array(axis + 1), tf.array(1));
  }
}
