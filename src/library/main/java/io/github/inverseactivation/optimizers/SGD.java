package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyKerasMomentum;
import org.tensorflow.types.family.TNumber;

/**
 * Gradient descent, with momentum if wanted.
 *
 * <p>With weight {@code w}, gradient {@code g} and learning rate {@code lr}:
 *
 * <pre>
 * momentum = 0:  w -= lr * g
 * momentum &gt; 0:  v = momentum * v - lr * g;  w += v
 * nesterov:      v = momentum * v - lr * g;  w += momentum * v - lr * g
 * </pre>
 *
 * <pre>{@code
 * Optimizer optimizer = new SGD(0.1).momentum(0.9).nesterov(true);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.optimizers.SGD}.
 */
public final class SGD extends BaseOptimizer<SGD> {

  private static final String MOMENTUM = "momentum";

  private double momentum;
  private boolean nesterov;

  /** Creates an optimizer with a learning rate of 0.01. */
  public SGD() {
    this(0.01);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public SGD(double learningRate) {
    super("sgd", learningRate);
  }

  /**
   * The same optimizer with momentum.
   *
   * @param momentum how much of the last change is kept, from 0 to 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public SGD momentum(double momentum) {
    check(momentum);
    return with(copy -> copy.momentum = momentum);
  }

  /**
   * The same optimizer with Nesterov's momentum, which looks one change ahead.
   *
   * @param nesterov whether to look ahead, false by default; nothing without momentum
   * @return the changed copy
   */
  public SGD nesterov(boolean nesterov) {
    return with(copy -> copy.nesterov = nesterov);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return momentum == 0 ? List.of() : List.of(List.of(new Slot(MOMENTUM, 0)));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    if (momentum == 0) {
      return tf.train.resourceApplyGradientDescent(
          update.variable(), learningRate, update.gradient());
    }
    return tf.train.resourceApplyKerasMomentum(
        update.variable(),
        update.slot(MOMENTUM),
        learningRate,
        update.gradient(),
        tf.constant(update.dtype(), momentum),
        ResourceApplyKerasMomentum.useNesterov(nesterov));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    momentum = check(options.number("momentum", momentum));
    nesterov = options.bool("nesterov", nesterov);
  }

  private static double check(double momentum) {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "momentum " + momentum + " is out of range; expected 0 <= momentum <= 1, such as 0.9");
    }
    return momentum;
  }
}
