package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * RMSprop: gradients divided by the root of a running mean of their squares.
 *
 * <p>With weight {@code w}, gradient {@code g} and learning rate {@code lr}:
 *
 * <pre>
 * v = rho * v + (1 - rho) * g^2
 * a = rho * a + (1 - rho) * g            (centered; elsewhere a = 0)
 * d = lr * g / sqrt(v - a^2 + epsilon)
 * momentum = 0:     w -= d
 * momentum &gt; 0:  m = momentum * m + d;  w -= m
 * </pre>
 *
 * <pre>{@code
 * Optimizer optimizer = new RMSprop(1e-3).momentum(0.9);
 * }</pre>
 *
 * <p>Sources: Hinton, 2012, lecture 6 of "Neural networks for machine learning"; Keras, {@code
 * keras.optimizers.RMSprop}.
 */
public final class RMSprop extends BaseOptimizer<RMSprop> {

  private static final String VELOCITY = "velocity";
  private static final String MOMENTUM = "momentum";
  private static final String AVERAGE_GRADIENT = "average_gradient";

  private double rho = 0.9;
  private double momentum;
  private double epsilon = 1e-7;
  private boolean centered;

  /** Creates an optimizer with a learning rate of 0.001. */
  public RMSprop() {
    this(0.001);
  }

  /**
   * Creates an optimizer.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public RMSprop(double learningRate) {
    super("rm_sprop", learningRate);
  }

  /**
   * The same optimizer with another rate of decay of the means.
   *
   * @param rho the rate, at least 0 and less than 1; 0.9 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RMSprop rho(double rho) {
    Ranges.fraction("rho", rho);
    return with(copy -> copy.rho = rho);
  }

  /**
   * The same optimizer with momentum.
   *
   * @param momentum how much of the last change is kept, at least 0 and less than 1; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RMSprop momentum(double momentum) {
    Ranges.fraction("momentum", momentum);
    return with(copy -> copy.momentum = momentum);
  }

  /**
   * The same optimizer with another number that keeps the root from zero.
   *
   * @param epsilon the number, finite and at least 0; 1e-7 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RMSprop epsilon(double epsilon) {
    Ranges.atLeastZero("epsilon", epsilon);
    return with(copy -> copy.epsilon = epsilon);
  }

  /**
   * The same optimizer, dividing by the root of the variance instead of the mean square.
   *
   * @param centered whether to do so, false by default
   * @return the changed copy
   */
  public RMSprop centered(boolean centered) {
    return with(copy -> copy.centered = centered);
  }

  @Override
  public List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot(VELOCITY, 0));
    if (momentum > 0) {
      slots.add(new Slot(MOMENTUM, 0));
    }
    if (centered) {
      slots.add(new Slot(AVERAGE_GRADIENT, 0));
    }
    return List.copyOf(slots);
  }

  /**
   * ResourceApplyRMSProp has the same formula but always a momentum, a variable per weight that
   * Keras's files do not know; so the update is put together here.
   */
  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Class<T> type = update.dtype();
    Operand<T> gradient = update.gradient();
    List<Op> done = new ArrayList<>();
    Operand<T> velocity =
        decayed(tf, update, VELOCITY, rho, share(tf, type, tf.math.square(gradient)), done);
    Operand<T> variance = velocity;
    if (centered) {
      Operand<T> mean = decayed(tf, update, AVERAGE_GRADIENT, rho, share(tf, type, gradient), done);
      variance = tf.math.sub(velocity, tf.math.square(mean));
    }
    Operand<T> change =
        tf.math.div(
            tf.math.mul(learningRate, gradient),
            tf.math.sqrt(tf.math.add(variance, tf.constant(type, epsilon))));
    if (momentum > 0) {
      change = decayed(tf, update, MOMENTUM, momentum, change, done);
    }
    done.add(tf.assignSubVariableOp(update.variable(), change));
    return tf.withControlDependencies(done).noOp();
  }

  private <T extends TNumber> Operand<T> share(Ops tf, Class<T> type, Operand<T> x) {
    return tf.math.mul(tf.constant(type, 1 - rho), x);
  }

  /** Assigns {@code slot = rate * slot + x} and returns the new value. */
  private static <T extends TNumber> Operand<T> decayed(
      Ops tf, Update<T> update, String slot, double rate, Operand<T> x, List<Op> done) {
    Operand<T> old = tf.readVariableOp(update.slot(slot), update.dtype());
    Operand<T> value = tf.math.add(tf.math.mul(tf.constant(update.dtype(), rate), old), x);
    done.add(tf.assignVariableOp(update.slot(slot), value));
    return value;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    rho = Ranges.fraction("rho", options.number("rho", rho));
    momentum = Ranges.fraction("momentum", options.number("momentum", momentum));
    epsilon = Ranges.atLeastZero("epsilon", options.number("epsilon", epsilon));
    centered = options.bool("centered", centered);
  }
}
