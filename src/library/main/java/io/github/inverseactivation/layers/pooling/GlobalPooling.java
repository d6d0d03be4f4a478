package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Arrays;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * What all global poolings share. A subclass says what becomes of a channel's values.
 *
 * @param <L> the subclass itself
 */
abstract class GlobalPooling<L extends GlobalPooling<L>> extends SingleInputLayer<L> {
  private final int axes;
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  boolean keepDims;

  GlobalPooling(int axes) {
    this.axes = axes;
  }

  /** Emits the reduction of the given dimensions. */
  abstract <T extends TNumber> Operand<T> reduce(
      Ops tf, Operand<T> x, Operand<TInt32> dimensions, boolean keep);

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's dimensions
   * @return a changed copy
   */
  public L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  /**
   * Keeps the pooled dimensions with size 1, or drops them. Default: false, they are dropped.
   *
   * @param keepDims whether to keep them
   * @return a changed copy
   */
  public L keepDims(boolean keepDims) {
    return with(copy -> copy.keepDims = keepDims);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = SpatialShape.of(input, axes, dataFormat);
    long[] ones = new long[axes];
    Arrays.fill(ones, 1);
    return (keepDims ? in.withSizes(ones) : in.withSizes()).shape();
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    int first = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    int[] dimensions = new int[axes];
    Arrays.setAll(dimensions, i -> first + i);
    return masked(context, input, tf.constant(dimensions));
  }

  /** Emits the pooling of an input that may have a mask; by default that changes nothing. */
  <T extends TNumber> Operand<T> masked(
      LayerContext<T> context, Operand<T> x, Operand<TInt32> dimensions) {
    return reduce(context.tf(), x, dimensions, keepDims);
  }

  @Override
  public void options(Options options) {
    dataFormat = options.choice("dataFormat", dataFormat);
    keepDims = options.bool("keepdims", keepDims); // Keras writes it as one word
  }
}
