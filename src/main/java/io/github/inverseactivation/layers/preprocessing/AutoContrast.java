package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Min;
import org.tensorflow.types.family.TNumber;

/**
 * Stretches each channel of each image over the whole range of values, in training and at
 * inference: {@code y = least + (greatest - least) (x - min) / (max - min)} with the minimum and
 * the maximum of the channel. A channel of one value stays as it is. No gradient goes through it:
 * put it before layers with weights.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new AutoContrast().valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.AutoContrast}. With {@code channels_first} it takes the
 * extremes over channels and rows; here they are those of a channel.
 */
public final class AutoContrast extends SingleInputLayer<AutoContrast> {
  private double[] valueRange = ValueAugmentation.BYTES;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** Stretches to the range of bytes. */
  public AutoContrast() {}

  /**
   * Sets the range of values that images are stretched to. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public AutoContrast valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public AutoContrast dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape.of(input, 2, dataFormat);
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    Operand<T> x = dataFormat.toChannelsLast(tf, input);
    Operand<T> low = tf.min(x, tf.array(1, 2), Min.keepDims(true));
    Operand<T> high = tf.max(x, tf.array(1, 2), Max.keepDims(true));
    Operand<T> share = tf.math.divNoNan(tf.math.sub(x, low), tf.math.sub(high, low));
    double[] unit = {0, 1};
    Operand<T> stretched = ValueAugmentation.rescale(context, share, unit, valueRange);
    Operand<T> y =
        tf.select(
            tf.math.greater(high, low), ValueAugmentation.clip(context, stretched, valueRange), x);
    return dataFormat.fromChannelsLast(tf, tf.stopGradient(y));
  }

  @Override
  public void options(Options options) {
    valueRange = options.numbers("valueRange", valueRange);
    dataFormat = options.choice("dataFormat", dataFormat);
  }

  @Override
  public void validate() {
    ValueAugmentation.requireAscending(valueRange);
  }
}
