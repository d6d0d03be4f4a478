package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Dropout of whole channels of an image: in training, each channel of each example is 0 with
 * probability {@code rate}, else {@code x / (1 - rate)}. At inference the output is the input.
 *
 * <p>Neighbouring pixels are so alike that dropping single ones takes little information away;
 * dropping channels does.
 *
 * <pre>{@code
 * new SpatialDropout2D(0.2)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with channels first. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.SpatialDropout2D}; Tompson et al. 2014, arXiv 1411.4280.
 */
public final class SpatialDropout2D extends SingleInputLayer<SpatialDropout2D> {
  private double rate;
  private Long seed;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /**
   * Dropout of channels.
   *
   * @param rate the fraction to drop, from 0 to 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public SpatialDropout2D(double rate) {
    this.rate = rate;
    validate();
  }

  /**
   * Mixes a number into the model's seed. Default: none.
   *
   * @param seed any number
   * @return a changed copy
   */
  public SpatialDropout2D seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /**
   * Says where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat last axis, or axis 1
   * @return a changed copy
   */
  public SpatialDropout2D dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  @Override
  protected Shape outputShape(Shape input) {
    if (input.numDimensions() != 4) {
      throw new IllegalArgumentException(
          "SpatialDropout2D takes images, that is rank 4, not the shape " + input);
    }
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.training() && rate > 0
        ? DropoutMask.apply(context, x, rate, maskShape(context.tf(), x), seed)
        : x;
  }

  private Operand<TInt32> maskShape(Ops tf, Operand<?> x) {
    int[] perChannel =
        dataFormat == DataFormat.CHANNELS_LAST ? new int[] {1, 0, 0, 1} : new int[] {1, 1, 0, 0};
    return tf.math.maximum(
        tf.math.mul(tf.shape(x), tf.constant(perChannel)), tf.constant(new int[] {1, 1, 1, 1}));
  }

  @Override
  public void options(Options options) {
    rate = options.number("rate", rate);
    seed = options.optionalLong("seed", seed);
    dataFormat = options.choice("dataFormat", dataFormat);
  }

  @Override
  public void validate() {
    DropoutMask.validate(rate);
  }
}
