package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Makes volumes larger by whole factors: values are repeated.
 *
 * <p>Options and their defaults: {@code size} 2, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new UpSampling3D(1, 2, 2)   // twice the height and width
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same
 * with the sizes multiplied. A shape with another number of dimensions is refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.UpSampling3D}.
 */
public final class UpSampling3D extends SingleInputLayer<UpSampling3D> {
  private int[] size;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** Doubles all sizes. */
  public UpSampling3D() {
    this(2);
  }

  /**
   * Multiplies all sizes by the same factor.
   *
   * @param size the factor, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public UpSampling3D(int size) {
    this.size = Sizes.of("size", 3, 1, size);
  }

  /**
   * Multiplies the sizes.
   *
   * @param depthFactor the depth's factor, at least 1
   * @param heightFactor the height's factor, at least 1
   * @param widthFactor the width's factor, at least 1
   * @throws IllegalArgumentException if a factor is below 1
   */
  public UpSampling3D(int depthFactor, int heightFactor, int widthFactor) {
    this.size = Sizes.of("size", 3, 1, depthFactor, heightFactor, widthFactor);
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public UpSampling3D dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = SpatialShape.of(input, 3, dataFormat);
    long[] sizes = new long[3];
    Arrays.setAll(sizes, i -> Repeats.size(in.size(i), size[i]));
    return in.withSizes(sizes).shape();
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    int first = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    Operand<T> y = input;
    for (int i = 0; i < 3; i++) {
      y = Repeats.along(context.tf(), y, first + i, size[i]);
    }
    return y;
  }

  @Override
  public void options(Options options) {
    size = Sizes.of("size", 3, 1, options.integers("size", size));
    dataFormat = options.choice("dataFormat", dataFormat);
  }
}
