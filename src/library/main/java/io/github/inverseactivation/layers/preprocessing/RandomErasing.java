package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Erases a rectangle of each image, in training, at random: with a probability {@code p} for each
 * image, the pixels of a rectangle become a value or noise.
 *
 * <pre>
 * width  = sqrt(s1) * image's width,   s1 and s2 from scale
 * height = sqrt(s2) * image's height
 * left, top: anywhere so that the rectangle is inside the image
 * erased where left &lt;= x &lt; left + width and top &lt;= y &lt; top + height
 * </pre>
 *
 * <p>So {@code scale} is about the share of the image that is erased. The probability is itself
 * drawn for each image from {@code factor}: the default of 0 to 1 erases half of the images. Images
 * pass unchanged at inference.
 *
 * <p>Options and their defaults: {@code factor} 0 to 1, {@code scale} 0.02 to 0.33, {@code
 * fillValue} none and so noise, {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST,
 * {@code seed} none.
 *
 * <pre>{@code
 * new RandomErasing().factor(0.5, 0.5).scale(0.02, 0.25).fillValue(0).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions, or other than three channels where there are three fill
 * values, is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomErasing}; Zhong et al. 2017, arXiv 1708.04896.
 */
public final class RandomErasing extends ValueAugmentation<RandomErasing> {
  private Factor factor = Factor.fromZero("factor", 0, 1).of(0, 1);
  private Factor scale = Factor.fromZero("scale", 0, 1).of(0.02, 0.33);
  private double[] fillValue;

  /** Erases half of the images, by noise. */
  public RandomErasing() {}

  /**
   * Sets the probability that an image is erased. Default: from 0 to 1.
   *
   * @param factor the least and the greatest probability, or the greatest alone, then the least is
   *     0; each from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomErasing factor(double... factor) {
    return with(copy -> copy.factor = copy.factor.of(factor));
  }

  /**
   * Sets how much is erased: the rectangle's sides are the roots of such numbers, times the image's
   * sides. Default: from 0.02 to 0.33.
   *
   * @param scale the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public RandomErasing scale(double... scale) {
    return with(copy -> copy.scale = copy.scale.of(scale));
  }

  /**
   * Sets what is put in place of what is erased, which is cut to the range of values. Default:
   * none, that is for each pixel and channel a number of the normal distribution with mean 0 and
   * the range's upper end as standard deviation.
   *
   * @param fillValue one finite number, or one for each of three channels, which come last; none
   *     for noise
   * @return a changed copy
   * @throws IllegalArgumentException if there are other numbers
   */
  public RandomErasing fillValue(double... fillValue) {
    return with(copy -> copy.fillValue = fillValue.length == 0 ? null : fillValue.clone());
  }

  @Override
  void check(SpatialShape images) {
    if (fillValue != null && fillValue.length == 3 && images.channels() != 3) {
      throw new IllegalArgumentException(
          "fillValue has 3 numbers, but the images have "
              + images.channels()
              + " channels: give one number");
    }
  }

  @Override
  int columns() {
    return 6;
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<TBool> across = inside(tf, x, 2, scale.draw(tf, drawn, 0), column(tf, drawn, 2));
    Operand<TBool> down = inside(tf, x, 1, scale.draw(tf, drawn, 1), column(tf, drawn, 3));
    Operand<TBool> rectangle =
        tf.math.logicalAnd(
            tf.expandDims(down, tf.constant(2)), tf.expandDims(across, tf.constant(1)));
    Operand<TBool> mask =
        tf.math.logicalAnd(tf.expandDims(rectangle, tf.constant(3)), chosen(tf, drawn, 4, factor));
    return tf.select(mask, fill(context, x), x);
  }

  /** Which positions along an axis the rectangle covers: a row for each image. */
  private static Operand<TBool> inside(
      Ops tf, Operand<?> x, int axis, Operand<TFloat32> share, Operand<TFloat32> place) {
    Operand<TInt32> length = Blur.size(tf, x, axis);
    Operand<TFloat32> whole = tf.dtypes.cast(length, TFloat32.class);
    Operand<TFloat32> covered = tf.math.mul(tf.math.sqrt(share), whole);
    Operand<TFloat32> start = tf.math.mul(place, tf.math.sub(whole, covered));
    Operand<TFloat32> positions = Blur.positions(tf, length);
    return tf.math.logicalAnd(
        tf.math.greaterEqual(positions, start),
        tf.math.less(positions, tf.math.add(start, covered)));
  }

  private <T extends TNumber> Operand<T> fill(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> fill;
    if (fillValue == null) {
      Operand<T> noise = normal(context, tf.shape(x), 1);
      fill = tf.math.mul(noise, context.constant(valueRange[1]));
    } else if (fillValue.length == 1) {
      fill = context.constant(fillValue[0]);
    } else {
      fill = tf.dtypes.cast(tf.constant(fillValue), context.dtype());
    }
    return clip(context, fill);
  }

  @Override
  public void options(Options options) {
    factor = factor.option(options);
    scale = scale.option(options);
    fillValue = options.numbers("fillValue", fillValue);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    factor.require();
    scale.require();
    if (fillValue != null
        && (fillValue.length != 1 && fillValue.length != 3
            || !Arrays.stream(fillValue).allMatch(Double::isFinite))) {
      throw new IllegalArgumentException(
          "fillValue takes one finite number or three, not " + Arrays.toString(fillValue));
    }
    if (fillValue != null && fillValue.length == 3 && dataFormat == DataFormat.CHANNELS_FIRST) {
      throw new IllegalArgumentException(
          "fillValue with 3 numbers is for CHANNELS_LAST: give one number");
    }
  }
}
