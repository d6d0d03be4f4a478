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
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that bring the values of each image into a range, in training and at inference.
 *
 * @param <L> the subclass itself
 */
abstract class RangeAdjustment<L extends RangeAdjustment<L>> extends SingleInputLayer<L> {
  double[] valueRange = ValueAugmentation.BYTES;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /**
   * Sets the range of the images' values. Default: 0 to 255.
   *
   * @param valueRange the least and the greatest value
   * @return a changed copy
   * @throws IllegalArgumentException if these are not two finite numbers in ascending order
   */
  public L valueRange(double... valueRange) {
    return with(copy -> copy.valueRange = valueRange.clone());
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> ((RangeAdjustment<?>) copy).dataFormat = dataFormat);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape.of(input, 2, dataFormat);
    return input;
  }

  /** What becomes of channels-last images. */
  abstract <T extends TNumber> Operand<T> adjust(LayerContext<T> context, Operand<T> images);

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    Operand<T> y = adjust(context, dataFormat.toChannelsLast(tf, input));
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
