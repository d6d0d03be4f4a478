package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.LocalLayer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Arrays;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What all poolings of windows share. A subclass says what becomes of a window's values.
 *
 * @param <L> the subclass itself
 */
abstract class Pooling<L extends Pooling<L>> extends SingleInputLayer<L> implements LocalLayer {
  private final int axes;
  int[] poolSize;
  int[] strides;
  Padding padding = Padding.VALID;
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** Windows over 1 to 3 axes; their sizes are one for all axes or one each. */
  Pooling(int axes, int... poolSize) {
    this.axes = axes;
    this.poolSize = Sizes.of("poolSize", axes, 1, poolSize);
  }

  /**
   * Emits the pooling of a channels-last input; sizes and strides are given for every dimension.
   */
  abstract <T extends TNumber> Operand<T> pool(
      LayerContext<T> context, Operand<T> x, int[] window, int[] steps, Padding edges);

  /**
   * Sets by how much the window moves. Default: by its own size, so that windows do not overlap.
   *
   * @param strides one number for all axes or one each, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if there are more or fewer numbers or one is below 1
   */
  public L strides(int... strides) {
    return with(copy -> copy.strides = Sizes.of("strides", axes, 1, strides));
  }

  /**
   * Sets what happens at the edges. Default: {@link Padding#VALID}, where a last window that is not
   * full is dropped.
   *
   * @param padding VALID or SAME
   * @return a changed copy
   * @throws IllegalArgumentException if it is CAUSAL
   */
  public L padding(Padding padding) {
    Objects.requireNonNull(padding, "padding");
    return with(copy -> copy.padding = padding);
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return SpatialShape.of(input, axes, dataFormat)
        .windows(poolSize, steps(), together(), padding)
        .shape();
  }

  /** Windows that stay inside the input, channels last. */
  @Override
  public Shape reads(Shape input, Shape output) {
    if (padding != Padding.VALID || dataFormat != DataFormat.CHANNELS_LAST) {
      return input;
    }
    SpatialShape places = SpatialShape.of(output, axes, dataFormat);
    return SpatialShape.of(input, axes, dataFormat)
        .spanned(places, poolSize, steps(), together())
        .shape();
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    Operand<T> x = dataFormat.toChannelsLast(tf, input);
    Operand<T> y = pool(context, x, everyDimension(poolSize), everyDimension(steps()), padding);
    return dataFormat.fromChannelsLast(tf, y);
  }

  @Override
  public void options(Options options) {
    poolSize = Sizes.of("poolSize", axes, 1, options.integers("poolSize", poolSize));
    padding = options.choice("padding", padding);
    // Keras writes the strides that are in force, and reads none as the window's size.
    int[] steps = options.integers("strides", steps());
    strides = steps == null ? null : Sizes.of("strides", axes, 1, steps);
    dataFormat = options.choice("dataFormat", dataFormat);
  }

  @Override
  public void validate() {
    if (padding == Padding.CAUSAL) {
      throw new IllegalArgumentException("padding must be VALID or SAME, not CAUSAL");
    }
  }

  private int[] together() {
    return Sizes.of("dilation", axes, 1, 1);
  }

  private int[] steps() {
    return strides == null ? poolSize : strides;
  }

  private int[] everyDimension(int[] values) {
    int[] all = new int[axes + 2];
    Arrays.fill(all, 1);
    System.arraycopy(values, 0, all, 1, axes);
    return all;
  }
}
