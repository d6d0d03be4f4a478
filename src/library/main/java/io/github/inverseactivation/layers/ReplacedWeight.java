package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * A context in which one weight has another value.
 *
 * @param <T> the type computed in
 */
public final class ReplacedWeight<T extends TNumber> extends ForwardingContext<T> {
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
    super(context);
    this.name = name;
    this.value = value;
  }

  @Override
  public Operand<T> weight(String weightName) {
    return weightName.equals(name) ? value : super.weight(weightName);
  }
}
