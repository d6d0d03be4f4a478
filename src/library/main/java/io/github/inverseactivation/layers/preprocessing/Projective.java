package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that move the pixels of each image by a random affine map. The runtime has no
 * gradient of that, so none goes through it.
 *
 * @param <L> the subclass itself
 */
abstract class Projective<L extends Projective<L>> extends GeometricAugmentation<L> {

  /** The map from a pixel {@code (x, y)} of the output to the input, in numbers for each image. */
  record Affine(
      Operand<TFloat32> xx,
      Operand<TFloat32> xy,
      Operand<TFloat32> x,
      Operand<TFloat32> yx,
      Operand<TFloat32> yy,
      Operand<TFloat32> y) {

    /** A linear map about the middle of the image. */
    static Affine aboutMiddle(
        Ops tf,
        Sampling.Size size,
        Operand<TFloat32> xx,
        Operand<TFloat32> xy,
        Operand<TFloat32> yx,
        Operand<TFloat32> yy) {
      Operand<TFloat32> zero = tf.constant(0f);
      return aboutMiddle(tf, size, xx, xy, yx, yy, zero, zero);
    }

    /** A linear map about the middle, whose result is moved to the right and down. */
    static Affine aboutMiddle(
        Ops tf,
        Sampling.Size size,
        Operand<TFloat32> xx,
        Operand<TFloat32> xy,
        Operand<TFloat32> yx,
        Operand<TFloat32> yy,
        Operand<TFloat32> right,
        Operand<TFloat32> down) {
      Operand<TFloat32> middleX = middle(tf, size.width());
      Operand<TFloat32> middleY = middle(tf, size.height());
      Operand<TFloat32> fromX = tf.math.add(middleX, right);
      Operand<TFloat32> fromY = tf.math.add(middleY, down);
      return new Affine(
          xx,
          xy,
          tf.math.sub(middleX, along(tf, xx, fromX, xy, fromY)),
          yx,
          yy,
          tf.math.sub(middleY, along(tf, yx, fromX, yy, fromY)));
    }

    /** Half of a size less one: where the middle of an image is. */
    private static Operand<TFloat32> middle(Ops tf, Operand<TFloat32> size) {
      return tf.math.mul(tf.math.sub(size, tf.constant(1f)), tf.constant(0.5f));
    }

    private static Operand<TFloat32> along(
        Ops tf,
        Operand<TFloat32> a,
        Operand<TFloat32> x,
        Operand<TFloat32> b,
        Operand<TFloat32> y) {
      return tf.math.add(tf.math.mul(a, x), tf.math.mul(b, y));
    }
  }

  /** Emits the map for each image of a batch, as columns {@code [batch, 1]}. */
  abstract Affine map(Ops tf, Operand<TFloat32> drawn, Sampling.Size size);

  @Override
  final <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Affine map = map(tf, drawn, Sampling.Size.of(tf, x));
    Operand<TFloat32> zero = tf.zerosLike(map.x);
    return sampling()
        .project(tf, x, List.of(map.xx, map.xy, map.x, map.yx, map.yy, map.y, zero, zero));
  }
}
