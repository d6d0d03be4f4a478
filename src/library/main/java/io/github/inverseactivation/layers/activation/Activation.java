package io.github.inverseactivation.layers.activation;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.PoolableActivation;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WindowExtremes;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Applies an activation function: {@code y = activation(x)}.
 *
 * <pre>{@code
 * new Activation(Activations.TANH)
 * new Activation(new Relu().maxValue(6))
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.Activation}.
 */
public final class Activation extends SingleInputLayer<Activation> implements PoolableActivation {
  private org.tensorflow.framework.activations.Activation activation;

  /**
   * An activation function as a layer.
   *
   * @param activation the function, one that keeps the input's shape
   */
  public Activation(org.tensorflow.framework.activations.Activation activation) {
    this.activation = Objects.requireNonNull(activation, "activation");
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    boolean keeps = activation == Activations.LINEAR || activation == Activations.RELU;
    return keeps ? DTypes.kept(inputs) : DType.FLOAT32;
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.activate(activation, x);
  }

  @Override
  public boolean isNonDecreasing() {
    return activation instanceof Activations known && known.isNonDecreasing();
  }

  @Override
  public <T extends TNumber> WindowExtremes<T> callPooled(
      LayerContext<T> context, WindowExtremes<T> x) {
    return x.map(extreme -> context.activate(activation, extreme));
  }

  @Override
  public void options(Options options) {
    activation =
        options.object(
            "activation", org.tensorflow.framework.activations.Activation.class, activation);
  }

  @Override
  public void validate() {
    if (activation == null) {
      throw new IllegalArgumentException("activation is missing: name one, such as relu");
    }
  }
}
