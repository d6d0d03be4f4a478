package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What all adaptive poolings share: windows whose number is given, and whose sizes follow from the
 * input's. A subclass says what becomes of a window's values.
 *
 * <p>Windows are boxes, so the axes are pooled one after the other. Source: Keras, {@code
 * ops.adaptive_average_pool}.
 *
 * @param <L> the subclass itself
 */
abstract class AdaptivePooling<L extends AdaptivePooling<L>> extends SingleInputLayer<L> {
  private final int axes;
  private int[] outputSize;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  AdaptivePooling(int axes, int... outputSize) {
    this.axes = axes;
    this.outputSize = Sizes.of("outputSize", axes, 1, outputSize);
  }

  /**
   * Emits the reduction of windows.
   *
   * @param values the values, those of a window along one dimension
   * @param dimension this dimension
   * @param windows the windows, of which the dimension before has one each
   */
  abstract <T extends TNumber> Operand<T> reduce(
      LayerContext<T> context, Operand<T> values, int dimension, AdaptiveWindows windows);

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> ((AdaptivePooling<?>) copy).dataFormat = dataFormat);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = SpatialShape.of(input, axes, dataFormat);
    long[] sizes = new long[axes];
    for (int i = 0; i < axes; i++) {
      if (in.size(i) < 1) {
        throw new IllegalArgumentException(
            "takes inputs of known sizes, since its windows depend on them, not "
                + input
                + ": give the model's Input the sizes");
      }
      sizes[i] = outputSize[i];
    }
    return in.withSizes(sizes).shape();
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    SpatialShape in = SpatialShape.of(input.shape(), axes, dataFormat);
    int first = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    Operand<T> y = input;
    for (int i = 0; i < axes; i++) {
      y = pool(context, y, first + i, new AdaptiveWindows(in.size(i), outputSize[i]));
    }
    return y;
  }

  private <T extends TNumber> Operand<T> pool(
      LayerContext<T> context, Operand<T> x, int dimension, AdaptiveWindows windows) {
    Ops tf = context.tf();
    Operand<T> values =
        windows.areEqual()
            ? x
            : tf.gather(x, tf.constant(windows.places()), tf.constant(dimension));
    long[] sizes = x.shape().asArray();
    long[] split = new long[sizes.length + 1];
    System.arraycopy(sizes, 0, split, 0, dimension);
    split[dimension] = windows.count();
    split[dimension + 1] = windows.length();
    System.arraycopy(sizes, dimension + 1, split, dimension + 2, sizes.length - dimension - 1);
    return reduce(context, tf.reshape(values, tf.constant(split)), dimension + 1, windows);
  }

  @Override
  public void options(Options options) {
    outputSize = Sizes.of("outputSize", axes, 1, options.integers("outputSize", outputSize));
    dataFormat = options.choice("dataFormat", dataFormat);
  }
}
