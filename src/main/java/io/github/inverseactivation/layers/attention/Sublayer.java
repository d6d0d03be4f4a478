package io.github.inverseactivation.layers.attention;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The context of a layer inside a layer: its weights are called {@code sublayer/weight}. */
final class Sublayer<T extends TNumber> implements LayerContext<T> {
  private final LayerContext<T> outer;
  private final String name;

  Sublayer(LayerContext<T> outer, String name) {
    this.outer = outer;
    this.name = name;
  }

  @Override
  public Ops tf() {
    return outer.tf();
  }

  @Override
  public Class<T> dtype() {
    return outer.dtype();
  }

  @Override
  public boolean training() {
    return outer.training();
  }

  @Override
  public boolean trainable() {
    return outer.trainable();
  }

  @Override
  public Operand<T> weight(String weight) {
    return outer.weight(name + "/" + weight);
  }

  @Override
  public void update(String weight, Operand<T> value) {
    outer.update(name + "/" + weight, value);
  }

  @Override
  public void addLoss(Operand<T> loss) {
    outer.addLoss(loss);
  }

  @Override
  public Operand<T> activate(Activation activation, Operand<T> x) {
    return outer.activate(activation, x);
  }

  @Override
  public Operand<TInt64> seed() {
    return outer.seed();
  }
}
