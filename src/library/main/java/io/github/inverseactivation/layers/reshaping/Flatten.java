package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Puts all values of an example into one dimension, the last dimension varying fastest.
 *
 * <p>Option and its default: {@code dataFormat} CHANNELS_LAST. With CHANNELS_FIRST the channels are
 * moved to the end before, so that weights behind this layer fit inputs of either format.
 *
 * <pre>{@code
 * new Flatten()   // [batch, 7, 7, 64] becomes [batch, 3136]
 * }</pre>
 *
 * <p>Input shape: {@code [batch, ...]}. Output shape: {@code [batch, product of the others]}, which
 * is unknown if one of them is; {@code [batch]} becomes {@code [batch, 1]}.
 *
 * <p>Source: Keras, {@code keras.layers.Flatten}.
 */
public final class Flatten extends SingleInputLayer<Flatten> {
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** Puts all values of an example into one dimension. */
  public Flatten() {}

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's dimensions
   * @return a changed copy
   */
  public Flatten dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    Shape example = BatchShape.example(input);
    long size = example.hasUnknownDimension() ? Shape.UNKNOWN_SIZE : example.size();
    return Shape.of(input.get(0), size);
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    boolean channels = input.shape().numDimensions() > 2;
    Operand<T> x = channels ? dataFormat.toChannelsLast(tf, input) : input;
    return BatchShape.reshape(tf, x, BatchShape.example(outputShape(input.shape())));
  }

  @Override
  public void options(Options options) {
    dataFormat = options.choice("dataFormat", dataFormat);
  }
}
