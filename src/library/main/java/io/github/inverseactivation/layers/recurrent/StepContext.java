package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The context of a cell in the body of a loop, a function: weights are arguments of it.
 *
 * @param <T> the type computed in
 */
final class StepContext<T extends TNumber> implements LayerContext<T> {
  private final LayerContext<T> outer;
  private final Ops tf;
  private final Map<String, Operand<T>> weights = new LinkedHashMap<>();

  StepContext(LayerContext<T> outer, Ops tf) {
    this.outer = outer;
    this.tf = tf;
  }

  /** What stands for the weights within the function, in the order of {@link #values}. */
  List<Operand<T>> arguments() {
    return new ArrayList<>(weights.values());
  }

  /** The weights that were asked for, outside of the function. */
  List<Operand<T>> values() {
    return weights.keySet().stream().map(outer::weight).toList();
  }

  @Override
  public Ops tf() {
    return tf;
  }

  @Override
  public Class<T> dtype() {
    return outer.dtype();
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public boolean trainable() {
    return outer.trainable();
  }

  @Override
  public Operand<T> weight(String name) {
    return weights.computeIfAbsent(
        name, key -> tf.placeholder(dtype(), Placeholder.shape(outer.weight(key).shape())));
  }

  @Override
  public void update(String weightName, Operand<T> value) {
    throw new IllegalStateException("a cell replaced the weight " + weightName + " in prediction");
  }

  /** Nothing: losses do not count in prediction, and leave no loop. */
  @Override
  public void addLoss(Operand<T> loss) {}

  @Override
  public Operand<T> activate(Activation activation, Operand<T> x) {
    return activation.call(tf, x);
  }

  @Override
  public Operand<TBool> mask(int input) {
    return null;
  }

  @Override
  public void outputMask(int output, Operand<TBool> mask) {}

  @Override
  public Operand<TInt64> seed() {
    return tf.constant(new long[] {0, 0});
  }
}
