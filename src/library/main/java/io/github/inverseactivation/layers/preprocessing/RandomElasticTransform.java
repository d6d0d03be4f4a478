package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Deforms each image, in training, as if it were drawn on rubber: every pixel moves by a smooth
 * random field. No gradient goes through it: put it before layers with weights. Images pass
 * unchanged at inference.
 *
 * <pre>
 * (x, y) of the output shows (x + alpha dx, y + alpha dy) of the input
 * dx, dy: noise of standard deviation sigma, blurred by a Gaussian of standard deviation sigma
 *         that is cut off after 3 floor(sigma) pixels
 * sigma = 0.05 s min(height, width),   alpha = 0.1 s max(height, width),   s from scale
 * </pre>
 *
 * <p>An image is deformed with a probability that is drawn for it from {@code factor}, and the
 * results are cut to the range of values.
 *
 * <p>Options and their defaults: {@code factor} 0 to 1, {@code scale} 0 to 1, {@code valueRange} 0
 * to 255, {@code fillMode} REFLECT, {@code fillValue} 0, {@code interpolation} BILINEAR, {@code
 * dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomElasticTransform().factor(1, 1).scale(0.8, 1).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomElasticTransform}; Simard et al. 2003, "Best
 * practices for convolutional neural networks". Keras draws one scale for all images of a batch,
 * here each image has its own. As in the paper, dx and dy are independent; with some of its
 * backends, Keras draws both from one seed, so that they are equal and pixels move along the
 * diagonal only.
 */
public final class RandomElasticTransform extends GeometricAugmentation<RandomElasticTransform> {
  private Factor factor = Factor.fromZero("factor", 0, 1).of(0, 1);
  private Factor scale = Factor.fromZero("scale", 0, 1).of(0, 1);
  private double[] valueRange = ValueAugmentation.BYTES;

  /** Deforms half of the images. */
  public RandomElasticTransform() {}

  /**
   * Sets the probability that an image is deformed. Default: from 0 to 1.
   *
   * @param factor the least and the greatest probability, or the greatest alone, then the least is
   *     0; each from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomElasticTransform factor(double... factor) {
    return with(copy -> copy.factor = copy.factor.of(factor));
  }

  /**
   * Sets how strong the deformation is. Default: from 0 to 1.
   *
   * @param scale the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomElasticTransform scale(double... scale) {
    return with(copy -> copy.scale = copy.scale.of(scale));
  }

  /**
   * Sets the range of values that results are cut to. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public RandomElasticTransform valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  @Override
  int columns() {
    return 3;
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    if (scale.ends()[1] == 0 || factor.ends()[1] == 0) {
      return x;
    }
    Ops tf = context.tf();
    Operand<TInt32> height = Blur.size(tf, x, 1);
    Operand<TInt32> width = Blur.size(tf, x, 2);
    Operand<TFloat32> strength = tf.expandDims(scale.draw(tf, drawn, 0), tf.constant(2));
    Operand<TFloat32> alpha = share(tf, strength, tf.math.maximum(height, width), 0.1f);
    Operand<TFloat32> sigma = share(tf, strength, tf.math.minimum(height, width), 0.05f);
    Operand<TFloat32> down = Blur.matrix(tf, height, sigma, reach(tf, sigma));
    Operand<TFloat32> across = Blur.matrix(tf, width, sigma, reach(tf, sigma));
    Operand<TFloat32> reach = tf.math.mul(alpha, sigma);
    Operand<TFloat32> shiftX = shift(context, x, 1, down, across, reach);
    Operand<TFloat32> shiftY = shift(context, x, 2, down, across, reach);
    Operand<T> moved =
        sampling()
            .sample(
                context,
                x,
                tf.math.add(shiftY, tf.expandDims(Blur.positions(tf, height), tf.constant(1))),
                tf.math.add(shiftX, Blur.positions(tf, width)));
    Operand<T> y = tf.select(chosen(tf, drawn, 1, factor), moved, x);
    return tf.stopGradient(ValueAugmentation.clip(context, y, valueRange));
  }

  /** By how much each pixel moves along an axis: {@code [batch, height, width]}. */
  private Operand<TFloat32> shift(
      LayerContext<?> context,
      Operand<? extends TNumber> x,
      int stream,
      Operand<TFloat32> down,
      Operand<TFloat32> across,
      Operand<TFloat32> reach) {
    Ops tf = context.tf();
    Operand<TInt32> shape = tf.slice(tf.shape(x), tf.array(0), tf.array(3));
    Operand<TFloat32> noise = tf.dtypes.cast(normal(context, shape, stream), TFloat32.class);
    Operand<TFloat32> rows = matMul(tf, down, noise);
    return tf.math.mul(matMul(tf, rows, across), reach);
  }

  private static Operand<TFloat32> matMul(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.train.batchMatMul(a, b, TFloat32.class);
  }

  /** Keras's kernels end after three whole deviations. */
  private static Operand<TFloat32> reach(Ops tf, Operand<TFloat32> sigma) {
    return tf.math.mul(tf.math.floor(sigma), tf.constant(3f));
  }

  private static Operand<TFloat32> share(
      Ops tf, Operand<TFloat32> strength, Operand<TInt32> size, float share) {
    Operand<TFloat32> whole = tf.dtypes.cast(size, TFloat32.class);
    return tf.math.mul(strength, tf.math.mul(whole, tf.constant(share)));
  }

  @Override
  public void options(Options options) {
    factor = factor.option(options);
    scale = scale.option(options);
    valueRange = options.numbers("valueRange", valueRange);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    factor.require();
    scale.require();
    ValueAugmentation.requireAscending(valueRange);
  }
}
