package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Adagrad: each element's learning rate falls with the sum of its squared gradients.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr} and {@code a} that starts
 * at {@code initialAccumulatorValue}:
 *
 * <pre>
 * a += g^2
 * w -= lr * g / sqrt(a + epsilon)
 * </pre>
 *
 * <p>As Keras 1 and 2 did it, {@link #epsilonOutsideRoot}:
 *
 * <pre>
 * w -= lr * g / (sqrt(a) + epsilon)
 * </pre>
 *
 * <p>Good for sparse features, which keep long steps. Keras's learning rate of 0.001 is low for it;
 * the paper's is nearer to 0.01 or 0.1.
 *
 * <pre>{@code
 * Optimizer optimizer = new Adagrad(0.05).initialAccumulatorValue(0.01);
 * }</pre>
 *
 * <p>Sources: Duchi, Hazan and Singer, 2011, Journal of Machine Learning Research 12; Keras, {@code
 * keras.optimizers.Adagrad}.
 */
public final class Adagrad extends BaseOptimizer<Adagrad> {

  private static final String ACCUMULATOR = "accumulator";

  private double initialAccumulatorValue = 0.1;
  private double epsilon = 1e-7;
  private boolean epsilonOutsideRoot;

  /** Creates an optimizer with a learning rate of 0.001. */
  public Adagrad() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Adagrad(double learningRate) {
    super("adagrad", learningRate);
  }

  /**
   * The same optimizer with another start of the sums of squares.
   *
   * @param initialAccumulatorValue the start, finite and at least 0; 0.1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adagrad initialAccumulatorValue(double initialAccumulatorValue) {
    Ranges.atLeastZero("initialAccumulatorValue", initialAccumulatorValue);
    return with(copy -> copy.initialAccumulatorValue = initialAccumulatorValue);
  }

  /**
   * The same optimizer with another number that keeps the division from zero.
   *
   * @param epsilon the number, finite and at least 0; 1e-7 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adagrad epsilon(double epsilon) {
    Ranges.atLeastZero("epsilon", epsilon);
    return with(copy -> copy.epsilon = epsilon);
  }

  /**
   * The same optimizer, adding epsilon to the root and not to what is below it, as Keras 1 and 2
   * did. Files of theirs are read so; {@code .keras} files have no place for it, so that a model
   * that is trained so is saved without its training state.
   *
   * @param epsilonOutsideRoot whether to do so, false by default
   * @return the changed copy
   */
  public Adagrad epsilonOutsideRoot(boolean epsilonOutsideRoot) {
    return with(copy -> copy.epsilonOutsideRoot = epsilonOutsideRoot);
  }

  @Override
  public Optional<String> former() {
    return epsilonOutsideRoot ? Optional.of("epsilon outside of the root") : Optional.empty();
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(new Slot(ACCUMULATOR, initialAccumulatorValue)));
  }

  /** ResourceApplyAdagradV2 adds epsilon to the root, Keras to the sum below it. */
  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Composition<T> composed = new Composition<>(tf, update);
    Operand<T> squares = tf.math.square(update.gradient());
    Operand<T> sum = composed.assign(ACCUMULATOR, tf.math.add(composed.old(ACCUMULATOR), squares));
    return composed.subtract(
        tf.math.div(
            tf.math.mul(learningRate, update.gradient()),
            composed.root(sum, epsilon, epsilonOutsideRoot)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    initialAccumulatorValue =
        Ranges.atLeastZero(
            "initialAccumulatorValue",
            options.number("initialAccumulatorValue", initialAccumulatorValue));
    epsilon = Ranges.atLeastZero("epsilon", options.number("epsilon", epsilon));
  }
}
