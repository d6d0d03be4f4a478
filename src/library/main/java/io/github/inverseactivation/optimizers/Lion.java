package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Lion: steps of one and the same length, in the direction of a momentum's sign.
 *
 * <p>With weight {@code w}, gradient {@code g} and learning rate {@code lr}:
 *
 * <pre>
 * w -= lr * sign(beta1 * m + (1 - beta1) * g)
 * m = beta2 * m + (1 - beta2) * g
 * </pre>
 *
 * <p>It keeps half of what {@link Adam} keeps, and wants a learning rate three to ten times lower
 * and a weight decay as much higher.
 *
 * <pre>{@code
 * Optimizer optimizer = new Lion(1e-4).weightDecay(0.1);
 * }</pre>
 *
 * <p>Sources: Chen et al., 2023, arXiv:2302.06675; Keras, {@code keras.optimizers.Lion}.
 */
public final class Lion extends BaseOptimizer<Lion> {

  private static final String MOMENTUM = "momentum";

  private double beta1 = 0.9;
  private double beta2 = 0.99;

  /** Creates an optimizer with a learning rate of 0.001. */
  public Lion() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Lion(double learningRate) {
    super("lion", learningRate);
  }

  /**
   * The same optimizer with another share of the momentum in the step's direction.
   *
   * @param beta1 the share, above 0 and at most 1; 0.9 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Lion beta1(double beta1) {
    Ranges.share("beta1", beta1);
    return with(copy -> copy.beta1 = beta1);
  }

  /**
   * The same optimizer with another rate of decay of the momentum.
   *
   * @param beta2 the rate, at least 0 and less than 1; 0.99 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Lion beta2(double beta2) {
    Ranges.fraction("beta2", beta2);
    return with(copy -> copy.beta2 = beta2);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(new Slot(MOMENTUM, 0)));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Composition<T> composed = new Composition<>(tf, update);
    Operand<T> gradient = update.gradient();
    Operand<T> direction =
        tf.math.add(
            composed.times(beta1, composed.old(MOMENTUM)), composed.times(1 - beta1, gradient));
    composed.decayed(MOMENTUM, beta2, composed.times(1 - beta2, gradient));
    return composed.subtract(tf.math.mul(learningRate, tf.math.sign(direction)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    beta1 = Ranges.share("beta1", options.number("beta1", beta1));
    beta2 = Ranges.fraction("beta2", options.number("beta2", beta2));
  }
}
