package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A context in which one weight has another value.
 *
 * @param <T> the type computed in
 */
public final class ReplacedWeight<T extends TNumber> implements LayerContext<T> {
  private final LayerContext<T> context;
  private final String name;
  private final Operand<T> value;

  /**
   * Replaces a weight.
   *
   * @param context the context for all else
   * @param name the weight's name
   * @param value what it is to be
   */
  public ReplacedWeight(LayerContext<T> context, String name, Operand<T> value) {
    this.context = context;
    this.name = name;
    this.value = value;
  }

  @Override
  public Operand<T> weight(String weightName) {
    return weightName.equals(name) ? value : context.weight(weightName);
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
  public void update(String weightName, Operand<T> next) {
    context.update(weightName, next);
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
  public Operand<TBool> mask(int input) {
    return context.mask(input);
  }

  @Override
  public void outputMask(int output, Operand<TBool> mask) {
    context.outputMask(output, mask);
  }

  @Override
  public Operand<T> precomputed(Operand<T> fromWeights) {
    return context.precomputed(fromWeights);
  }

  @Override
  public Operand<TInt64> seed() {
    return context.seed();
  }
}
