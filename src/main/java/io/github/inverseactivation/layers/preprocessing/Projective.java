package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that move the pixels of each image by a random affine map. The runtime has no
 * gradient of that, so none goes through it.
 *
 * @param <L> the subclass itself
 */
abstract class Projective<L extends Projective<L>> extends Augmentation<L> {
  FillMode fillMode = FillMode.REFLECT;
  double fillValue;
  Interpolation interpolation = Interpolation.BILINEAR;

  /** The map from a pixel {@code (x, y)} of the output to the input, in numbers for each image. */
  record Affine(
      Operand<TFloat32> xx,
      Operand<TFloat32> xy,
      Operand<TFloat32> x,
      Operand<TFloat32> yx,
      Operand<TFloat32> yy,
      Operand<TFloat32> y) {}

  /**
   * Draws the map for each image of a batch; the images' height and width are scalars, and what is
   * drawn are columns {@code [batch, 1]}.
   */
  abstract Affine draw(
      LayerContext<?> context,
      Operand<? extends TNumber> images,
      Operand<TFloat32> height,
      Operand<TFloat32> width);

  /**
   * Sets what lies outside an image. Default: {@link FillMode#REFLECT}.
   *
   * @param fillMode the way to fill
   * @return a changed copy
   */
  public L fillMode(FillMode fillMode) {
    Objects.requireNonNull(fillMode, "fillMode");
    return with(copy -> copy.fillMode = fillMode);
  }

  /**
   * Sets the value outside an image with {@link FillMode#CONSTANT}. Default: 0.
   *
   * @param fillValue a finite number
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public L fillValue(double fillValue) {
    return with(copy -> copy.fillValue = fillValue);
  }

  /**
   * Sets what lies between the pixels. Default: {@link Interpolation#BILINEAR}.
   *
   * @param interpolation NEAREST or BILINEAR
   * @return a changed copy
   * @throws IllegalArgumentException if it is another
   */
  public L interpolation(Interpolation interpolation) {
    Objects.requireNonNull(interpolation, "interpolation");
    return with(copy -> copy.interpolation = interpolation);
  }

  @Override
  final <T extends TNumber> Operand<T> change(LayerContext<T> context, Operand<T> images) {
    Ops tf = context.tf();
    Operand<TInt32> size = tf.slice(tf.shape(images), tf.array(1), tf.array(2));
    Shape known = images.shape().subShape(1, 3);
    if (!known.hasUnknownDimension()) {
      size = tf.constant(Arrays.stream(known.asArray()).mapToInt(Math::toIntExact).toArray());
    }
    Operand<TFloat32> real = tf.dtypes.cast(size, TFloat32.class);
    Affine map = draw(context, images, at(tf, real, 0), at(tf, real, 1));
    Operand<TFloat32> zero = tf.zerosLike(map.x);
    Operand<TFloat32> rows =
        tf.concat(
            List.of(map.xx, map.xy, map.x, map.yx, map.yy, map.y, zero, zero), tf.constant(1));
    return tf.stopGradient(
        tf.image.imageProjectiveTransformV3(
            images,
            rows,
            size,
            tf.constant((float) fillValue),
            interpolation.name(),
            ImageProjectiveTransformV3.fillMode(fillMode.name())));
  }

  /** A column of numbers from 0 to 1, brought to a range. */
  static Operand<TFloat32> within(
      Ops tf, Operand<TFloat32> drawn, int column, double least, double greatest) {
    Operand<TFloat32> numbers = tf.slice(drawn, tf.array(0, column), tf.array(-1, 1));
    return tf.math.add(
        tf.math.mul(numbers, tf.constant((float) (greatest - least))), tf.constant((float) least));
  }

  /** Half of a size less one: where the middle of an image is. */
  static Operand<TFloat32> middle(Ops tf, Operand<TFloat32> size) {
    return tf.math.mul(tf.math.sub(size, tf.constant(1f)), tf.constant(0.5f));
  }

  private static Operand<TFloat32> at(Ops tf, Operand<TFloat32> vector, int index) {
    return tf.reshape(tf.slice(vector, tf.array(index), tf.array(1)), tf.constant(new int[0]));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fillMode = options.choice("fillMode", fillMode);
    fillValue = options.number("fillValue", fillValue);
    interpolation = options.choice("interpolation", interpolation);
  }

  @Override
  public void validate() {
    requireSampling(interpolation, fillValue);
  }

  /** Refuses ways to sample that the runtime does not have. */
  static void requireSampling(Interpolation interpolation, double fillValue) {
    if (interpolation != Interpolation.NEAREST && interpolation != Interpolation.BILINEAR) {
      throw new IllegalArgumentException(
          "interpolation must be NEAREST or BILINEAR, not " + interpolation);
    }
    if (!Double.isFinite(fillValue)) {
      throw new IllegalArgumentException("fillValue must be finite, not " + fillValue);
    }
  }
}
