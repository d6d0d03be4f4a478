package io.github.inverseactivation.layers.pooling;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A pooling of a channels-last volume by two poolings of images: each slice's height and width,
 * then the depth of what came out. The largest of the largest is the window's; so is the mean of
 * means, since a slice's windows have as many values as those of every other slice, also where
 * padding leaves some out.
 *
 * <p>For prediction: TensorFlow Lite has no pooling of volumes, and an exported graph shall need no
 * other operations than it has.
 *
 * @param <T> the type computed in
 */
final class PooledVolume<T extends TNumber> {

  /**
   * A pooling of images; sizes are given for every dimension.
   *
   * @param <T> the type computed in
   */
  @FunctionalInterface
  interface OfImages<T extends TNumber> {
    Operand<T> pooled(Operand<T> images, int[] window, int[] steps);
  }

  private final Ops tf;
  private final Operand<T> x;
  private final int[] window;
  private final int[] steps;

  PooledVolume(Ops tf, Operand<T> x, int[] window, int[] steps) {
    this.tf = tf;
    this.x = x;
    this.window = window;
    this.steps = steps;
  }

  Operand<T> pooled(OfImages<T> pooling) {
    Operand<TInt32> channels = size(x, 4);
    Operand<T> slices =
        tf.reshape(x, joined(List.of(tf.array(-1), size(x, 2), size(x, 3), channels)));
    Operand<T> flat =
        pooling.pooled(
            slices, new int[] {1, window[2], window[3], 1}, new int[] {1, steps[2], steps[3], 1});
    Operand<TInt32> height = size(flat, 1);
    Operand<TInt32> width = size(flat, 2);
    Operand<T> columns =
        tf.reshape(flat, joined(List.of(tf.array(-1), size(x, 1), area(flat), channels)));
    Operand<T> whole =
        pooling.pooled(columns, new int[] {1, window[1], 1, 1}, new int[] {1, steps[1], 1, 1});
    return tf.reshape(
        whole, joined(List.of(tf.array(-1), size(whole, 1), height, width, channels)));
  }

  private Operand<TInt32> area(Operand<T> flat) {
    long height = flat.shape().get(1);
    long width = flat.shape().get(2);
    return height == Shape.UNKNOWN_SIZE || width == Shape.UNKNOWN_SIZE
        ? tf.math.mul(size(flat, 1), size(flat, 2))
        : tf.array(Math.toIntExact(height * width));
  }

  /** A vector of one number, a constant where the size is known. */
  private Operand<TInt32> size(Operand<T> value, int axis) {
    long known = value.shape().get(axis);
    return known == Shape.UNKNOWN_SIZE
        ? tf.stridedSlice(tf.shape(value), tf.array(axis), tf.array(axis + 1), tf.array(1))
        : tf.array(Math.toIntExact(known));
  }

  private Operand<TInt32> joined(List<Operand<TInt32>> parts) {
    return tf.concat(parts, tf.constant(0));
  }
}
