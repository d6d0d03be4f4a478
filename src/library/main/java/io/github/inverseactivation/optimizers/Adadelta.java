package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Adadelta: steps as long as recent changes of the weight were, so that the learning rate matters
 * little.
 *
 * <p>With weight {@code w}, gradient {@code g} and learning rate {@code lr}:
 *
 * <pre>
 * a = rho * a + (1 - rho) * g^2
 * u = sqrt(d + epsilon) / sqrt(a + epsilon) * g
 * d = rho * d + (1 - rho) * u^2
 * w -= lr * u
 * </pre>
 *
 * <p>The paper's learning rate is 1; Keras's is 0.001.
 *
 * <pre>{@code
 * Optimizer optimizer = new Adadelta(1).rho(0.9);
 * }</pre>
 *
 * <p>Sources: Zeiler, 2012, arXiv:1212.5701; Keras, {@code keras.optimizers.Adadelta}.
 */
public final class Adadelta extends BaseOptimizer<Adadelta> {

  private static final String GRADIENT = "accumulated_grad";
  private static final String CHANGE = "accumulated_delta_var";

  private double rho = 0.95;
  private double epsilon = 1e-7;

  /** Creates an optimizer with a learning rate of 0.001. */
  public Adadelta() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Adadelta(double learningRate) {
    super("adadelta", learningRate);
  }

  /**
   * The same optimizer with another rate of decay of the means.
   *
   * @param rho the rate, at least 0 and less than 1; 0.95 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adadelta rho(double rho) {
    Ranges.fraction("rho", rho);
    return with(copy -> copy.rho = rho);
  }

  /**
   * The same optimizer with another number that keeps the division from zero.
   *
   * @param epsilon the number, finite and at least 0; 1e-7 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Adadelta epsilon(double epsilon) {
    Ranges.atLeastZero("epsilon", epsilon);
    return with(copy -> copy.epsilon = epsilon);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(new Slot(GRADIENT, 0), new Slot(CHANGE, 0)));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    return tf.train.resourceApplyAdadelta(
        update.variable(),
        update.slot(GRADIENT),
        update.slot(CHANGE),
        learningRate,
        tf.constant(update.dtype(), rho),
        tf.constant(update.dtype(), epsilon),
        update.gradient());
  }

  @Override
  public void options(Options options) {
    super.options(options);
    rho = Ranges.fraction("rho", options.number("rho", rho));
    epsilon = Ranges.atLeastZero("epsilon", options.number("epsilon", epsilon));
  }
}
