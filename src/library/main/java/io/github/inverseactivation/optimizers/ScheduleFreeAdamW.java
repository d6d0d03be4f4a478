package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Schedule-free AdamW: an average of all steps takes the place of a learning rate that falls, so
 * that nothing needs to know when training ends.
 *
 * <p>With weight {@code w}, gradient {@code g}, learning rate {@code lr} and step {@code t = 1, 2,
 * ...}; {@code z} starts as the weight does, and {@code x} is the average, which is not kept:
 *
 * <pre>
 * lr = lr * min(t / warmupSteps, 1)
 * v += (g^2 - v) * (1 - beta2)
 * x = (w - (1 - beta1) * z) / beta1
 * z -= lr * g / (sqrt(v / (1 - beta2^t)) + epsilon)
 * x = (1 - 1/t) * x + z / t
 * w = (1 - beta1) * z + beta1 * x
 * </pre>
 *
 * <p>There is no weight decay unless {@link #weightDecay} says so.
 *
 * <pre>{@code
 * Optimizer optimizer = new ScheduleFreeAdamW(2.5e-3).warmupSteps(500).weightDecay(0.01);
 * }</pre>
 *
 * <p>Sources: Defazio et al., 2024, arXiv:2405.15682; Keras, {@code
 * keras.optimizers.ScheduleFreeAdamW}, which evaluates with {@code w} too. The numbers are those of
 * Keras on JAX. On TensorFlow, Keras 3.15 starts {@code z} at zero unless the optimizer is built
 * before it trains, and finds {@code x} with the {@code z} that has been moved already, so that
 * beta1 cancels out and {@code w += (z - w) / t}.
 */
public final class ScheduleFreeAdamW extends MomentsBase<ScheduleFreeAdamW> {

  private int warmupSteps;

  /** Creates an optimizer with a learning rate of 0.0025. */
  public ScheduleFreeAdamW() {
    this(0.0025);
  }

  /**
   * Creates an optimizer whose epsilon is 1e-8.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public ScheduleFreeAdamW(double learningRate) {
    super("schedule_free_adam_w", learningRate, 1e-8);
  }

  /**
   * The same optimizer with a learning rate that grows evenly at first.
   *
   * @param warmupSteps the step from which on it is whole, at least 0; 0 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public ScheduleFreeAdamW warmupSteps(int warmupSteps) {
    Ranges.steps("warmupSteps", warmupSteps, 0);
    return with(copy -> copy.warmupSteps = warmupSteps);
  }

  /** The average is found again by a division by beta1. */
  @Override
  double checkedBeta1(double beta1) {
    Ranges.positive("beta1", beta1);
    return super.checkedBeta1(beta1);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(Slot.ofWeight(MOMENTUM), new Slot(VELOCITY, 0)));
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Composition<T> composed = new Composition<>(tf, update);
    Operand<T> gradient = update.gradient();
    Operand<T> one = composed.constant(1);
    Operand<T> b1 = composed.constant(beta1());
    Operand<T> b2 = composed.constant(beta2());
    Operand<T> rest = tf.math.sub(one, b1);
    Operand<T> v = composed.moved(VELOCITY, tf.math.square(gradient), tf.math.sub(one, b2));
    Operand<T> root = tf.math.sqrt(tf.math.div(v, tf.math.sub(one, tf.math.pow(b2, step))));
    Operand<T> change =
        tf.math.div(
            tf.math.mul(warm(tf, composed, learningRate, step), gradient),
            tf.math.add(root, composed.constant(epsilon())));
    Operand<T> before = composed.old(MOMENTUM);
    Operand<T> z = composed.assign(MOMENTUM, tf.math.sub(before, change));
    Operand<T> average = tf.math.div(tf.math.sub(composed.weight(), tf.math.mul(rest, before)), b1);
    Operand<T> share = tf.math.div(one, step);
    Operand<T> x =
        tf.math.add(tf.math.mul(tf.math.sub(one, share), average), tf.math.mul(share, z));
    return composed.become(tf.math.add(tf.math.mul(rest, z), tf.math.mul(b1, x)));
  }

  private <T extends TNumber> Operand<T> warm(
      Ops tf, Composition<T> composed, Operand<T> learningRate, Operand<T> step) {
    if (warmupSteps == 0) {
      return learningRate;
    }
    Operand<T> share = tf.math.div(step, composed.constant(warmupSteps));
    return tf.math.mul(learningRate, tf.math.minimum(share, composed.constant(1)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    warmupSteps = options.integer("warmupSteps", warmupSteps);
    Ranges.steps("warmupSteps", warmupSteps, 0);
  }
}
