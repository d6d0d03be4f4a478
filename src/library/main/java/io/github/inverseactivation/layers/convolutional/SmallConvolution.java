package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.layers.Padding;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A convolution of few small images as one matrix product: a row for each place of the window, made
 * of the pixels under it, times the kernel. oneDNN hands every convolution to its threads, which
 * for one example takes several times as long as the computation; a small product stays in the
 * thread that asks.
 */
final class SmallConvolution {
  /** More numbers than this in a row for each place, 512 kB, no longer stay in a core's cache. */
  private static final long MOST = 1L << 17;

  /** Beyond so many, an operation for each pixel of the window takes longer than gathering. */
  private static final int MOST_SHIFTS = 32;

  private final Ops tf;
  private final int[] strides;
  private final Padding padding;

  /** For images, undilated; VALID or SAME. */
  SmallConvolution(Ops tf, int[] strides, Padding padding) {
    this.tf = tf;
    this.strides = strides;
    this.padding = padding;
  }

  /** Whether images of this shape can be convolved so: their sizes are known and small. */
  static boolean takes(Shape images, Shape kernel) {
    if (images.isUnknown() || kernel.hasUnknownDimension()) {
      return false;
    }
    Shape image = images.tail();
    return !image.hasUnknownDimension()
        && image.size() <= MOST / (kernel.get(0) * kernel.get(1)); // strides make it fewer
  }

  <T extends TNumber> Operand<T> convolve(Operand<T> x, Operand<T> kernel) {
    int[] window = {(int) kernel.shape().get(0), (int) kernel.shape().get(1)};
    int channels = (int) kernel.shape().get(2);
    int filters = (int) kernel.shape().get(3);
    Operand<T> image = padding == Padding.VALID ? x : padded(x, window);
    int[] size = {(int) image.shape().get(1), (int) image.shape().get(2)};
    int[] places = new int[2];
    for (int i = 0; i < 2; i++) {
      places[i] = (size[i] - window[i]) / strides[i] + 1;
    }
    int pixels = window[0] * window[1];
    Operand<T> weights = tf.reshape(kernel, tf.array(pixels * channels, filters));
    Operand<T> y;
    if (pixels == 1 && strides[0] == 1 && strides[1] == 1) {
      y = tf.linalg.matMul(tf.reshape(image, tf.array(-1, channels)), weights);
    } else if (channels == 1 && pixels <= MOST_SHIFTS) {
      Operand<T> columns = tf.reshape(shifted(image, window, places), tf.array(pixels, -1));
      y = tf.linalg.matMul(columns, weights, MatMul.transposeA(true));
    } else {
      Operand<T> flat = tf.reshape(image, tf.array(-1, size[0] * size[1], channels));
      Operand<T> rows =
          tf.gather(flat, tf.constant(covered(window, places, size[1])), tf.constant(1));
      y = tf.linalg.matMul(tf.reshape(rows, tf.array(-1, pixels * channels)), weights);
    }
    return tf.reshape(y, tf.array(-1, places[0], places[1], filters));
  }

  /** The indices of the pixels under the window, place by place. */
  private int[] covered(int[] window, int[] places, int width) {
    int[] indices = new int[places[0] * places[1] * window[0] * window[1]];
    int next = 0;
    for (int row = 0; row < places[0]; row++) {
      for (int column = 0; column < places[1]; column++) {
        for (int i = 0; i < window[0]; i++) {
          for (int j = 0; j < window[1]; j++) {
            indices[next++] = (row * strides[0] + i) * width + column * strides[1] + j;
          }
        }
      }
    }
    return indices;
  }

  /** For each pixel of the window, what it covers at all places; single numbers gather slowly. */
  private <T extends TNumber> Operand<T> shifted(Operand<T> image, int[] window, int[] places) {
    List<Operand<T>> pixels = new ArrayList<>();
    boolean everyPixel = strides[0] == 1 && strides[1] == 1;
    Operand<TInt32> size = tf.array(-1, places[0], places[1], 1);
    Operand<TInt32> steps = tf.array(1, strides[0], strides[1], 1);
    for (int i = 0; i < window[0]; i++) {
      for (int j = 0; j < window[1]; j++) {
        Operand<TInt32> begin = tf.array(0, i, j, 0);
        pixels.add(
            everyPixel
                ? tf.slice(image, begin, size)
                : tf.stridedSlice(
                    image,
                    begin,
                    tf.array(
                        0,
                        i + (places[0] - 1) * strides[0] + 1,
                        j + (places[1] - 1) * strides[1] + 1,
                        0),
                    steps,
                    StridedSlice.beginMask(0b1001L),
                    StridedSlice.endMask(0b1001L)));
      }
    }
    return tf.stack(pixels);
  }

  private <T extends TNumber> Operand<T> padded(Operand<T> x, int[] window) {
    int[][] added = new int[4][2];
    for (int i = 0; i < 2; i++) {
      long size = x.shape().get(i + 1);
      long out = (size + strides[i] - 1) / strides[i];
      int total = (int) Math.max((out - 1) * strides[i] + window[i] - size, 0);
      added[i + 1] = new int[] {total / 2, total - total / 2};
    }
    return tf.pad(x, tf.constant(added), tf.dtypes.cast(tf.constant(0), x.type()));
  }
}
