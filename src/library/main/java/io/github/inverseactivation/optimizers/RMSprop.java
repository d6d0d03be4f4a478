package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * <p>As Keras 1 and 2 did it, {@link #epsilonOutsideRoot}:
 *
 * <pre>
 * d = lr * g / (sqrt(v - a^2) + epsilon)
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
  private boolean epsilonOutsideRoot;

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

  /**
   * The same optimizer, adding epsilon to the root and not to what is below it, as Keras 1 and 2
   * did. Files of theirs are read so; {@code .keras} files have no place for it, so that a model
   * that is trained so is saved without its training state.
   *
   * @param epsilonOutsideRoot whether to do so, false by default
   * @return the changed copy
   */
  public RMSprop epsilonOutsideRoot(boolean epsilonOutsideRoot) {
    return with(copy -> copy.epsilonOutsideRoot = epsilonOutsideRoot);
  }

  @Override
  public Optional<String> former() {
    return epsilonOutsideRoot ? Optional.of("epsilon outside of the root") : Optional.empty();
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    List<List<Slot>> slots = new ArrayList<>();
    slots.add(List.of(new Slot(VELOCITY, 0)));
    if (momentum > 0) {
      slots.add(List.of(new Slot(MOMENTUM, 0)));
    }
    if (centered) {
      slots.add(List.of(new Slot(AVERAGE_GRADIENT, 0)));
    }
    return slots;
  }

  /**
   * ResourceApplyRMSProp has the same formula but always a momentum, a variable per weight that
   * Keras's files do not know; so the update is put together here.
   */
  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Composition<T> composed = new Composition<>(tf, update);
    Operand<T> gradient = update.gradient();
    Operand<T> variance =
        composed.decayed(VELOCITY, rho, composed.times(1 - rho, tf.math.square(gradient)));
    if (centered) {
      Operand<T> mean = composed.decayed(AVERAGE_GRADIENT, rho, composed.times(1 - rho, gradient));
      variance = tf.math.sub(variance, tf.math.square(mean));
    }
    Operand<T> change =
        tf.math.div(
            tf.math.mul(learningRate, gradient),
            composed.root(variance, epsilon, epsilonOutsideRoot));
    if (momentum > 0) {
      change = composed.decayed(MOMENTUM, momentum, change);
    }
    return composed.subtract(change);
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
