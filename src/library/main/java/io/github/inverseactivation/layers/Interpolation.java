package io.github.inverseactivation.layers;

import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** How an image is resized: what lies between its pixels. */
public enum Interpolation {
  /** The nearest pixel: rows and columns are repeated. */
  NEAREST,
  /** A straight line between neighbouring pixels. */
  BILINEAR,
  /** A cubic through four pixels along each axis (Keys 1981, a = -1/2). */
  BICUBIC,
  /** A windowed sinc of radius 3. */
  LANCZOS3,
  /** A windowed sinc of radius 5. */
  LANCZOS5;

  /**
   * Resizes images. Pixel {@code i} of the output lies at {@code (i + 1/2) * before / after - 1/2}
   * in the input. Whatever the type, all but {@link #NEAREST} is computed in 32 bits.
   *
   * @param <T> the element type
   * @param tf where to emit
   * @param x images with their channels last
   * @param size the new height and width
   * @param antialias whether a smaller image is made of all pixels, not only of the nearest ones;
   *     without effect on {@link #NEAREST}
   * @return the resized images
   */
  public <T extends TNumber> Operand<T> resize(
      Ops tf, Operand<T> x, Operand<TInt32> size, boolean antialias) {
    if (this == NEAREST) {
      return tf.image.resizeNearestNeighbor(x, size, ResizeNearestNeighbor.halfPixelCenters(true));
    }
    // The results are float32 whatever goes in, and some gradients exist for float32 only.
    Operand<TFloat32> images = tf.dtypes.cast(x, TFloat32.class);
    Operand<TFloat32> resized;
    if (this == BILINEAR && !antialias) {
      resized = tf.image.resizeBilinear(images, size, ResizeBilinear.halfPixelCenters(true));
    } else if (this == BICUBIC && !antialias) {
      resized = tf.image.resizeBicubic(images, size, ResizeBicubic.halfPixelCenters(true));
    } else {
      Operand<TInt32> before = tf.slice(tf.shape(x), tf.array(1), tf.array(2));
      resized =
          tf.image.scaleAndTranslate(
              images,
              size,
              tf.math.div(
                  tf.dtypes.cast(size, TFloat32.class), tf.dtypes.cast(before, TFloat32.class)),
              tf.array(0f, 0f),
              ScaleAndTranslate.kernelType(kernel()),
              ScaleAndTranslate.antialias(antialias));
    }
    return tf.dtypes.cast(resized, x.type());
  }

  private String kernel() {
    return switch (this) {
      case BILINEAR -> "triangle";
      case BICUBIC -> "keyscubic";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }
}
