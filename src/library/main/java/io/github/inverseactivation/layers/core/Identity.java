package io.github.inverseactivation.layers.core;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Nothing: the output is the input. It stands where a layer is wanted but none is needed.
 *
 * <pre>{@code
 * Layer shortcut = x.shape().get(3) == 64 ? new Identity() : new Conv2D(64, 1);
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.Identity}.
 */
public final class Identity extends SingleInputLayer<Identity> {

  /** Nothing. */
  public Identity() {}

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    return input;
  }
}
