package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Makes a sequence of a vector by repeating it.
 *
 * <pre>{@code
 * new RepeatVector(3)   // [batch, 64] becomes [batch, 3, 64]
 * }</pre>
 *
 * <p>Input shape: {@code [batch, features]}. Output shape: {@code [batch, n, features]}. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RepeatVector}.
 */
public final class RepeatVector extends SingleInputLayer<RepeatVector> {
  private int n;

  /**
   * A repetition.
   *
   * @param n how often, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public RepeatVector(int n) {
    this.n = n;
    validate();
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    if (input.numDimensions() != 2) {
      throw new IllegalArgumentException(
          "takes [batch, features], not the shape " + input + ": add a Flatten before it");
    }
    return Shape.of(input.get(0), n, input.get(1));
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    return Repeats.along(tf, tf.expandDims(input, tf.constant(1)), 1, n);
  }

  @Override
  public void options(Options options) {
    n = options.integer("n", n);
  }

  @Override
  public void validate() {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, not " + n);
    }
  }
}
