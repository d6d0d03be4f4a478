package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What a layer sees while it emits its operations: the graph, its own weights, and whether this is
 * training. Every call of a layer gets a context of its own.
 *
 * @param <T> the type computed in
 */
public interface LayerContext<T extends TNumber> {

  /**
   * Where to emit operations; named after the layer.
   *
   * @return the operations of the graph being built
   */
  Ops tf();

  /**
   * The type computed in.
   *
   * @return its class
   */
  Class<T> dtype();

  /**
   * Whether the layer is to behave as in training: drop units, use the batch's statistics.
   *
   * @return true in the training graph, unless the phase of the call is fixed
   */
  boolean training();

  /**
   * Whether the layer's weights are trained.
   *
   * @return false for a frozen layer
   */
  boolean trainable();

  /**
   * The present value of one of the layer's weights.
   *
   * @param name the name it was declared under
   * @return its value
   * @throws IllegalArgumentException if the layer declared no such weight
   */
  Operand<T> weight(String name);

  /**
   * Asks for a non-trainable weight to be replaced after this training step, such as a moving
   * average.
   *
   * @param name the name it was declared under
   * @param value its next value
   */
  void update(String name, Operand<T> value);

  /**
   * Adds to the loss, in training and evaluation.
   *
   * @param loss a scalar that depends on the inputs or weights
   */
  void addLoss(Operand<T> loss);

  /**
   * Applies an activation, remembering what went into a softmax or sigmoid, so that a loss can work
   * on the logits. Layers apply their activations through this method only.
   *
   * @param activation the activation
   * @param x its input
   * @return its output
   */
  Operand<T> activate(Activation activation, Operand<T> x);

  /**
   * Which steps of an input's sequences count.
   *
   * @param input the input's place
   * @return true where a step counts, {@code [batch, time]}; null where all do
   */
  Operand<TBool> mask(int input);

  /**
   * Says which steps of an output's sequences count.
   *
   * @param output the output's place
   * @param mask true where a step counts, {@code [batch, time]}; null if all do
   */
  void outputMask(int output, Operand<TBool> mask);

  /**
   * Says which mask an input has from here on: what takes the same tensor later sees this one.
   * Default: nothing, for inputs that nothing else takes.
   *
   * @param input the input's place
   * @param mask true where a step counts, {@code [batch, time]}; null if all do
   */
  default void inputMask(int input, Operand<TBool> mask) {}

  /**
   * The seed for stateless random operations: a vector of two numbers, different for each call of
   * each layer and each training step, and the same when a run is repeated.
   *
   * @return the seed
   */
  Operand<TInt64> seed();

  /**
   * Whether the operations are for so little work, and prediction, that beginning each of them
   * costs more than what it computes.
   *
   * @return true to prefer operations that begin fast; false by default
   */
  default boolean small() {
    return false;
  }

  /**
   * Says that a value depends on weights alone, so that it need not be computed again while they
   * stay as they are. Default: the value as it is.
   *
   * @param fromWeights the value, which is not made of others that were given to this method
   * @return the value, perhaps from where it was kept
   */
  default Operand<T> precomputed(Operand<T> fromWeights) {
    return fromWeights;
  }

  /**
   * A constant of the type computed in.
   *
   * @param value its value
   * @return a scalar
   */
  default Operand<T> constant(double value) {
    return tf().dtypes.cast(tf().constant(value), dtype());
  }
}
