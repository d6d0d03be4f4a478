package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Reads images at any places, between and beside their pixels. */
final class Sampling {
  private final FillMode fillMode;
  private final double fillValue;
  private final Interpolation interpolation;

  Sampling(FillMode fillMode, double fillValue, Interpolation interpolation) {
    this.fillMode = fillMode;
    this.fillValue = fillValue;
    this.interpolation = interpolation;
  }

  /** The height and width of channels-last images, scalars. */
  record Size(Operand<TFloat32> height, Operand<TFloat32> width) {

    static Size of(Ops tf, Operand<?> images) {
      Operand<TFloat32> sizes = tf.dtypes.cast(sizes(tf, images), TFloat32.class);
      return new Size(at(tf, sizes, 0), at(tf, sizes, 1));
    }

    private static Operand<TFloat32> at(Ops tf, Operand<TFloat32> vector, int index) {
      return tf.reshape(tf.slice(vector, tf.array(index), tf.array(1)), tf.constant(new int[0]));
    }
  }

  /** The height and width, known or not. */
  private static Operand<TInt32> sizes(Ops tf, Operand<?> images) {
    Shape known = images.shape().subShape(1, 3);
    return known.hasUnknownDimension()
        ? tf.slice(tf.shape(images), tf.array(1), tf.array(2))
        : tf.constant(Arrays.stream(known.asArray()).mapToInt(Math::toIntExact).toArray());
  }

  /**
   * Emits channels-last images as a projective map shows them. Pixel {@code (x, y)} of the output
   * is that of the input at {@code ((a x + b y + c) / w, (d x + e y + f) / w)} with {@code w = g x
   * + h y + 1}. No gradient goes through it, since the runtime has none.
   *
   * @param map the columns a to h, {@code [batch, 1]} each
   */
  <T extends TNumber> Operand<T> project(Ops tf, Operand<T> images, List<Operand<TFloat32>> map) {
    return tf.stopGradient(
        tf.image.imageProjectiveTransformV3(
            images,
            tf.concat(map, tf.constant(1)),
            sizes(tf, images),
            tf.constant((float) fillValue),
            interpolation.name(),
            ImageProjectiveTransformV3.fillMode(fillMode.name())));
  }

  /**
   * Emits the values of channels-last images at rows {@code y} and columns {@code x}, both {@code
   * [batch, height, width]} or what expands to it.
   */
  <T extends TNumber> Operand<T> sample(
      LayerContext<T> context, Operand<T> images, Operand<TFloat32> y, Operand<TFloat32> x) {
    Ops tf = context.tf();
    Operand<TInt32> shape = tf.shape(images);
    Corner pixels = new Corner(tf, shape, images);
    if (interpolation == Interpolation.NEAREST) {
      return pixels.at(context, tf.math.rint(y), tf.math.rint(x));
    }
    Operand<TFloat32> top = tf.math.floor(y);
    Operand<TFloat32> left = tf.math.floor(x);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> bottom = tf.math.add(top, one);
    Operand<TFloat32> right = tf.math.add(left, one);
    Operand<T> lower = weight(context, tf.math.sub(y, top));
    Operand<T> upper = weight(context, tf.math.sub(bottom, y));
    Operand<T> righter = weight(context, tf.math.sub(x, left));
    Operand<T> lefter = weight(context, tf.math.sub(right, x));
    Operand<T> above =
        tf.math.add(
            tf.math.mul(pixels.at(context, top, left), lefter),
            tf.math.mul(pixels.at(context, top, right), righter));
    Operand<T> below =
        tf.math.add(
            tf.math.mul(pixels.at(context, bottom, left), lefter),
            tf.math.mul(pixels.at(context, bottom, right), righter));
    return tf.math.add(tf.math.mul(above, upper), tf.math.mul(below, lower));
  }

  private static <T extends TNumber> Operand<T> weight(
      LayerContext<T> context, Operand<TFloat32> weight) {
    Ops tf = context.tf();
    return tf.dtypes.cast(tf.expandDims(weight, tf.constant(3)), context.dtype());
  }

  /** The pixels of images, read at whole places. */
  private final class Corner {
    private final Ops tf;
    private final Operand<TInt32> shape;
    private final Operand<?> images;

    Corner(Ops tf, Operand<TInt32> shape, Operand<?> images) {
      this.tf = tf;
      this.shape = shape;
      this.images = images;
    }

    @SuppressWarnings("unchecked")
    <T extends TNumber> Operand<T> at(
        LayerContext<T> context, Operand<TFloat32> row, Operand<TFloat32> column) {
      Operand<TFloat32> height = size(1);
      Operand<TFloat32> width = size(2);
      Operand<TInt32> index =
          tf.dtypes.cast(
              tf.math.add(tf.math.mul(inside(row, height), width), inside(column, width)),
              TInt32.class);
      Operand<T> flat =
          tf.reshape(
              (Operand<T>) images,
              tf.concat(List.of(part(0), tf.array(-1), part(3)), tf.constant(0)));
      Operand<T> found = tf.gather(flat, index, tf.constant(1), Gather.batchDims(1L));
      if (fillMode != FillMode.CONSTANT) {
        return found;
      }
      Operand<TBool> within = tf.math.logicalAnd(within(row, height), within(column, width));
      return tf.select(tf.expandDims(within, tf.constant(3)), found, context.constant(fillValue));
    }

    /** The pixel that stands for a place outside. */
    private Operand<TFloat32> inside(Operand<TFloat32> place, Operand<TFloat32> size) {
      Operand<TFloat32> zero = tf.constant(0f);
      Operand<TFloat32> last = tf.math.sub(size, tf.constant(1f));
      return switch (fillMode) {
        case CONSTANT, NEAREST -> tf.math.minimum(tf.math.maximum(place, zero), last);
        case WRAP -> tf.math.floorMod(place, size);
        case REFLECT -> {
          Operand<TFloat32> twice = tf.math.add(size, size);
          Operand<TFloat32> turn = tf.math.floorMod(place, twice);
          yield tf.math.minimum(turn, tf.math.sub(tf.math.sub(twice, tf.constant(1f)), turn));
        }
      };
    }

    private Operand<TBool> within(Operand<TFloat32> place, Operand<TFloat32> size) {
      return tf.math.logicalAnd(
          tf.math.greaterEqual(place, tf.constant(0f)), tf.math.less(place, size));
    }

    private Operand<TFloat32> size(int axis) {
      return tf.reshape(tf.dtypes.cast(part(axis), TFloat32.class), tf.constant(new int[0]));
    }

    private Operand<TInt32> part(int axis) {
      return tf.slice(shape, tf.array(axis), tf.array(1));
    }
  }
}
