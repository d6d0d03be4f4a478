package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes negatives of the bright pixels of each image, in training, as film does that has seen too
 * much light. Images pass unchanged at inference.
 *
 * <pre>
 * x = the pixel, brought from the range of values to 0 to 255, plus an addition; cut to 0 to 255
 * y = x where x is below a threshold, otherwise 255 - x; brought back to the range of values
 * addition:  evenly from the smaller end of additionFactor to 255 times the larger one
 * threshold: the same of thresholdFactor
 * </pre>
 *
 * <p>Options and their defaults: {@code additionFactor} 0, {@code thresholdFactor} 0 and so all
 * pixels, {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new Solarization().thresholdFactor(0.5).valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Solarization}. Its smaller ends are not multiplied by 255
 * either.
 */
public final class Solarization extends ValueAugmentation<Solarization> {
  private Factor addition = Factor.fromZero("additionFactor", 0, 1).of(0, 0);
  private Factor threshold = Factor.fromZero("thresholdFactor", 0, 1).of(0, 0);

  /** Makes negatives of whole images. */
  public Solarization() {}

  /**
   * Makes pixels brighter before. Default: 0.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public Solarization additionFactor(double... factor) {
    return with(copy -> copy.addition = addition.of(factor));
  }

  /**
   * Leaves pixels as they are that are darker. Default: 0.
   *
   * @param factor the least and the greatest, or the greatest alone, then the least is 0; each from
   *     0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  public Solarization thresholdFactor(double... factor) {
    return with(copy -> copy.threshold = threshold.of(factor));
  }

  @Override
  int columns() {
    return 2;
  }

  @Override
  <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn) {
    Ops tf = context.tf();
    Operand<T> more = bytes(context, addition, drawn, 0);
    Operand<T> bytes =
        clip(context, tf.math.add(rescale(context, x, valueRange, BYTES), more), BYTES);
    Operand<T> y =
        tf.select(
            tf.math.less(bytes, bytes(context, threshold, drawn, 1)),
            bytes,
            tf.math.sub(context.constant(BYTES[1]), bytes));
    return rescale(context, y, BYTES, valueRange);
  }

  private static <T extends TNumber> Operand<T> bytes(
      LayerContext<T> context, Factor factor, Operand<TFloat32> drawn, int column) {
    double[] ends = factor.ends();
    Factor scaled = Factor.fromZero("bytes", 0, BYTES[1]).of(ends[0], ends[1] * BYTES[1]);
    return perImage(context, scaled.draw(context.tf(), drawn, column));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    addition = addition.option(options);
    threshold = threshold.option(options);
  }

  @Override
  public void validate() {
    super.validate();
    addition.require();
    threshold.require();
  }
}
