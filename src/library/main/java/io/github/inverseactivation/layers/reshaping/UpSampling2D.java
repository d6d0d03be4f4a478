package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes images larger by whole factors.
 *
 * <p>Pixel {@code i} of the output lies at {@code (i + 1/2) / factor - 1/2} in the input; {@code
 * interpolation} says what the value there is, and with {@code NEAREST} that repeats rows and
 * columns. Whatever the type computed in, other interpolations than {@code NEAREST} are computed in
 * 32 bits.
 *
 * <p>Options and their defaults: {@code size} 2, {@code interpolation} NEAREST, {@code dataFormat}
 * CHANNELS_LAST.
 *
 * <pre>{@code
 * new UpSampling2D(2).interpolation(Interpolation.BILINEAR)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same with height and
 * width multiplied. A shape with another number of dimensions is refused with an {@link
 * IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.UpSampling2D}.
 */
public final class UpSampling2D extends SingleInputLayer<UpSampling2D> {
  private int[] size;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private Interpolation interpolation = Interpolation.NEAREST;

  /** Doubles height and width. */
  public UpSampling2D() {
    this(2);
  }

  /**
   * Multiplies height and width by the same factor.
   *
   * @param size the factor, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public UpSampling2D(int size) {
    this.size = Sizes.of("size", 2, 1, size);
  }

  /**
   * Multiplies height and width.
   *
   * @param heightFactor the height's factor, at least 1
   * @param widthFactor the width's factor, at least 1
   * @throws IllegalArgumentException if a factor is below 1
   */
  public UpSampling2D(int heightFactor, int widthFactor) {
    this.size = Sizes.of("size", 2, 1, heightFactor, widthFactor);
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public UpSampling2D dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  /**
   * Sets what lies between the pixels. Default: {@link Interpolation#NEAREST}.
   *
   * @param interpolation the kind of interpolation
   * @return a changed copy
   */
  public UpSampling2D interpolation(Interpolation interpolation) {
    Objects.requireNonNull(interpolation, "interpolation");
    return with(copy -> copy.interpolation = interpolation);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    DType kept = DTypes.kept(inputs);
    if (interpolation != Interpolation.NEAREST && kept != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "interpolates floating-point numbers, not "
              + kept
              + ", which Keras would round: put a Rescaling(1) before");
    }
    return kept;
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = SpatialShape.of(input, 2, dataFormat);
    return in.withSizes(Repeats.size(in.size(0), size[0]), Repeats.size(in.size(1), size[1]))
        .shape();
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    Operand<T> x = dataFormat.toChannelsLast(tf, input);
    Shape shape = x.shape();
    Operand<TInt32> before = tf.slice(tf.shape(x), tf.array(1), tf.array(2));
    Operand<TInt32> after = tf.math.mul(before, tf.constant(size));
    if (!shape.subShape(1, 3).hasUnknownDimension()) {
      after =
          tf.array(
              Math.toIntExact(shape.get(1) * size[0]), Math.toIntExact(shape.get(2) * size[1]));
    }
    return dataFormat.fromChannelsLast(tf, interpolation.resize(tf, x, after, false));
  }

  @Override
  public void options(Options options) {
    size = Sizes.of("size", 2, 1, options.integers("size", size));
    dataFormat = options.choice("dataFormat", dataFormat);
    interpolation = options.choice("interpolation", interpolation);
  }
}
