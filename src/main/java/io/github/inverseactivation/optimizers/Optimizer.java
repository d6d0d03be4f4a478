package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * How weights follow their gradients: an immutable description that emits update operations.
 *
 * <p>It holds no state. What it needs beside each weight is declared by {@link #slots} and kept, as
 * resource variables, by whoever trains; {@link #apply} emits the operations of one step. In
 * Keras's order, a step clips the gradients, decays the weights ({@code w -= w * weightDecay *
 * learningRate}), and updates them.
 *
 * <pre>{@code
 * Optimizer optimizer = new Adam(1e-3).globalClipNorm(1).weightDecay(1e-4);
 * }</pre>
 *
 * <p>Source: Keras, {@code optimizers/base_optimizer.py}.
 */
public abstract class Optimizer implements Configurable {

  private String name;
  private Schedule learningRate;
  private Double weightDecay;
  private Clipping clipping = Clipping.NONE;

  /**
   * Creates an optimizer without weight decay and clipping.
   *
   * @param name its name, in Keras's spelling such as {@code adam}
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  protected Optimizer(String name, double learningRate) {
    this.name = name;
    this.learningRate = new Constant(learningRate);
  }

  /**
   * The variables that each trainable weight needs, with Keras's names and in Keras's order.
   *
   * @return the slots, none for plain gradient descent
   */
  public abstract List<Slot> slots();

  /**
   * Emits the update of one weight.
   *
   * @param <T> the weight's type
   * @param tf where operations go; it puts every operation, reads of variables too, behind all
   *     gradients and the weight's decay
   * @param learningRate the learning rate, a scalar
   * @param step the number of this step, 1 for the first
   * @param update the weight, its clipped gradient and its slots
   * @return the operation that ends the update
   */
  protected abstract <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update);

  /**
   * Emits the operations of one step.
   *
   * <p>Every update waits for every gradient: a gradient may be computed from the present value of
   * any weight. Other reads of a weight must be ordered by whoever emits them: behind the returned
   * operations to see the new value, before the gradients to see the old one.
   *
   * @param <T> the type of the weights
   * @param tf where operations go
   * @param learningRate the learning rate of this step, a scalar; {@link #learningRate(long)}
   *     computes it
   * @param step the number of this step, a scalar, 1 for the first
   * @param updates the weights and their gradients
   * @return the operations to run, one per weight
   * @throws IllegalArgumentException if a slot is missing
   */
  public final <T extends TNumber> List<Op> apply(
      Ops tf, Operand<T> learningRate, Operand<T> step, List<Update<T>> updates) {
    if (updates.isEmpty()) {
      return List.of();
    }
    List<Update<T>> clipped = clipping.clip(tf, updates);
    List<Op> gradients = new ArrayList<>();
    clipped.forEach(update -> gradients.add(update.gradient()));
    Op ready = tf.withControlDependencies(gradients).noOp();
    List<Op> done = new ArrayList<>();
    for (Update<T> update : clipped) {
      Op decayed = weightDecay == null ? ready : decay(tf, learningRate, update, ready);
      done.add(update(tf.withControlDependencies(decayed), learningRate, step, update));
    }
    return done;
  }

  private <T extends TNumber> Op decay(
      Ops tf, Operand<T> learningRate, Update<T> update, Op ready) {
    Ops after = tf.withControlDependencies(ready);
    Operand<T> value = after.readVariableOp(update.variable(), update.dtype());
    return after.train.resourceApplyGradientDescent(
        update.variable(),
        learningRate,
        after.math.mul(value, after.constant(update.dtype(), weightDecay)));
  }

  /**
   * The name, by default Keras's for the class, such as {@code adam}.
   *
   * @return the name
   */
  public final String name() {
    return name;
  }

  /**
   * The learning rate of a step.
   *
   * @param iteration how many steps have been done: 0 for the first
   * @return the learning rate
   */
  public final double learningRate(long iteration) {
    return learningRate.at(iteration);
  }

  /**
   * The learning rate as a function of the iteration.
   *
   * @return the schedule, a {@link Constant} if the learning rate is a number
   */
  public final Schedule schedule() {
    return learningRate;
  }

  @Override
  public void options(Options options) {
    name = options.text("name", name);
    learningRate = options.object("learningRate", Schedule.class, learningRate);
    weightDecay = options.optionalNumber("weightDecay", weightDecay);
    clipping = clipping.options(options);
    checkDecay(weightDecay);
  }

  final void assignName(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  final void assignLearningRate(Schedule learningRate) {
    this.learningRate = Objects.requireNonNull(learningRate, "learningRate");
  }

  final void assignWeightDecay(Double weightDecay) {
    checkDecay(weightDecay);
    this.weightDecay = weightDecay;
  }

  final void assignClipping(Clipping clipping) {
    this.clipping = clipping;
  }

  final Clipping clipping() {
    return clipping;
  }

  /** The weight decay; null for none. */
  final Double weightDecay() {
    return weightDecay;
  }

  private static void checkDecay(Double weightDecay) {
    if (weightDecay != null) {
      Ranges.atLeastZero("weightDecay", weightDecay);
    }
  }
}
