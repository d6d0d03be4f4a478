package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A context that does what another does. A subclass changes what it overrides.
 *
 * @param <T> the type computed in
 */
public abstract class ForwardingContext<T extends TNumber> implements LayerContext<T> {
  private final LayerContext<T> context;

  /**
   * Does what another context does.
   *
   * @param context the other
   */
  protected ForwardingContext(LayerContext<T> context) {
    this.context = context;
  }

  @Override
  public Ops tf() {
    return context.tf();
  }

  @Override
  public Class<T> dtype() {
    return context.dtype();
  }

  @Override
  public boolean training() {
    return context.training();
  }

  @Override
  public boolean small() {
    return context.small();
  }

  @Override
  public boolean trainable() {
    return context.trainable();
  }

  @Override
  public Operand<T> weight(String name) {
    return context.weight(name);
  }

  @Override
  public void update(String name, Operand<T> value) {
    context.update(name, value);
  }

  @Override
  public void addLoss(Operand<T> loss) {
    context.addLoss(loss);
  }

  @Override
  public Operand<T> activate(Activation activation, Operand<T> x) {
    return context.activate(activation, x);
  }

  @Override
  public Operand<T> precomputed(Operand<T> fromWeights) {
    return context.precomputed(fromWeights);
  }

  @Override
  public Operand<TBool> mask(int input) {
    return context.mask(input);
  }

  @Override
  public void inputMask(int input, Operand<TBool> mask) {
    context.inputMask(input, mask);
  }

  @Override
  public void outputMask(int output, Operand<TBool> mask) {
    context.outputMask(output, mask);
  }

  @Override
  public Operand<TInt64> seed() {
    return context.seed();
  }
}
