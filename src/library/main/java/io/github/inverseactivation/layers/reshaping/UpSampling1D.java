package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Repeats each step of a sequence.
 *
 * <p>Options and their defaults: {@code size} 2.
 *
 * <pre>{@code
 * new UpSampling1D(3)   // a, b becomes a, a, a, b, b, b
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}; the number of steps may be unknown. Output
 * shape: the same with {@code size} times the steps. A shape with another number of dimensions is
 * refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.UpSampling1D}.
 */
public final class UpSampling1D extends SingleInputLayer<UpSampling1D> {
  private int size;

  /** Doubles the steps. */
  public UpSampling1D() {
    this(2);
  }

  /**
   * Repeats each step.
   *
   * @param size how often, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public UpSampling1D(int size) {
    this.size = size;
    validate();
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = SpatialShape.of(input, 1, DataFormat.CHANNELS_LAST);
    return in.withSizes(Repeats.size(in.size(0), size)).shape();
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    return Repeats.along(context.tf(), input, 1, size);
  }

  @Override
  public void options(Options options) {
    size = options.integer("size", size);
  }

  @Override
  public void validate() {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1, not " + size);
    }
  }
}
