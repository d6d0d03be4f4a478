package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * How weights follow their gradients: an immutable description that emits update operations.
 *
 * <p>It holds no state. What it needs beside each weight is declared by {@link #slots} and kept, as
 * resource variables, by whoever trains; {@link #apply} emits the operations of one step. In
 * Keras's order, a step
 *
 * <ol>
 *   <li>divides the gradients by the factor that the loss was multiplied by;
 *   <li>where gradients are accumulated, takes their mean over the steps since the last update;
 *   <li>clips them;
 *   <li>decays the weights: {@code w -= w * weightDecay * learningRate};
 *   <li>updates the weights;
 *   <li>where weights are averaged, follows them, and now and then replaces them by their averages.
 * </ol>
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
  private Double lossScaleFactor;
  private WeightDecay weightDecay = WeightDecay.NONE;
  private Clipping clipping = Clipping.NONE;
  private Accumulation accumulation = Accumulation.NONE;
  private Averaging averaging = Averaging.NONE;

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
   * The variables that this kind of optimizer needs for each trainable weight, with Keras's names
   * and in Keras's order.
   *
   * @return blocks of slots: a file holds one block after the other, and in a block all slots of
   *     the first weight, then all of the second; empty for plain gradient descent
   */
  protected abstract List<List<Slot>> ownSlots();

  /**
   * The variables of one element each that the optimizer keeps for all weights together, with
   * Keras's names and in Keras's order. A file holds them at its end.
   *
   * @return the scalars, none for most optimizers
   */
  public List<Slot> scalars() {
    return List.of();
  }

  /**
   * What this optimizer does as only former versions of Keras did, for which today's files have no
   * place.
   *
   * @return a few words, such as {@code epsilon outside of the root}; empty for most optimizers
   */
  public Optional<String> former() {
    return Optional.empty();
  }

  /**
   * All variables that each trainable weight needs: those of the moving average, of accumulated
   * gradients, and the optimizer's own.
   *
   * @return blocks of slots: a file holds one block after the other, and in a block all slots of
   *     the first weight, then all of the second
   */
  public final List<List<Slot>> slotBlocks() {
    List<List<Slot>> blocks = new ArrayList<>();
    blocks.addAll(averaging.slots());
    blocks.addAll(accumulation.slots());
    blocks.addAll(ownSlots());
    return List.copyOf(blocks);
  }

  /**
   * The slots of all blocks, one block after the other.
   *
   * @return the slots, none for plain gradient descent
   */
  public final List<Slot> slots() {
    return slotBlocks().stream().flatMap(List::stream).toList();
  }

  /**
   * Whether a weight needs one of the {@link #slots}.
   *
   * @param slot the slot
   * @param path the weight's path, such as {@code dense/kernel}
   * @param weight the weight's shape
   * @return true for most optimizers, whatever the weight
   */
  public boolean needs(Slot slot, String path, Shape weight) {
    return true;
  }

  /** The decay of one weight. */
  WeightDecay weightDecay(Update<?> update) {
    return weightDecay;
  }

  /**
   * Emits the update of one weight.
   *
   * @param <T> the weight's type
   * @param tf where operations go; it puts every operation, reads of variables too, behind all
   *     gradients and the weight's decay
   * @param learningRate the learning rate, a scalar
   * @param step the number of this update, 1 for the first
   * @param update the weight, its clipped gradient and its slots
   * @return the operation that ends the update
   */
  protected abstract <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update);

  /**
   * Emits what is done once before the updates of all weights: the change of {@link #scalars}.
   *
   * @param <T> the weights' type
   * @param tf where operations go; it puts every operation behind all gradients
   * @param step the number of this update, 1 for the first
   * @param any one of the updates, for the handles of the scalars and their type
   * @return the operation that all updates wait for; by default it does nothing
   */
  protected <T extends TNumber> Op prepare(Ops tf, Operand<T> step, Update<T> any) {
    return tf.noOp();
  }

  /**
   * Emits the operations of one step that updates the weights.
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
      Ops tf, Operand<T> learningRate, Operand<TInt64> step, List<Update<T>> updates) {
    if (updates.isEmpty()) {
      return List.of();
    }
    List<Update<T>> clipped = clipping.clip(tf, accumulation.mean(tf, unscaled(tf, updates)));
    Operand<TInt64> updateNumber = accumulation.updateNumber(tf, step);
    Operand<T> number = tf.dtypes.cast(updateNumber, clipped.get(0).dtype());
    Ops afterGradients = tf.withControlDependencies(gradients(clipped));
    Op prepared = prepare(afterGradients, number, clipped.get(0));
    List<Op> done = new ArrayList<>();
    for (Update<T> update : clipped) {
      Op decayed = weightDecay(update).emit(afterGradients, learningRate, update, prepared);
      Op updated = update(tf.withControlDependencies(decayed), learningRate, number, update);
      done.add(accumulation.forget(tf, update, updated));
    }
    return averaging.follow(tf, updateNumber, clipped, done);
  }

  /**
   * Emits the operations of one step that only keeps its gradients for a later one: a step for
   * which {@link #updatesAfter} is false.
   *
   * @param <T> the type of the weights
   * @param tf where operations go
   * @param step the number of this step, a scalar, 1 for the first
   * @param updates the weights and their gradients
   * @return the operations to run, one per weight, each behind all gradients
   * @throws IllegalArgumentException if a slot is missing
   */
  public final <T extends TNumber> List<Op> accumulate(
      Ops tf, Operand<TInt64> step, List<Update<T>> updates) {
    if (updates.isEmpty()) {
      return List.of();
    }
    List<Update<T>> unscaled = unscaled(tf, updates);
    Ops afterGradients = tf.withControlDependencies(gradients(unscaled));
    List<Op> done = new ArrayList<>();
    unscaled.forEach(update -> done.add(accumulation.keep(afterGradients, update)));
    return averaging.follow(tf, accumulation.updateNumber(tf, step), unscaled, done);
  }

  private static List<Op> gradients(List<? extends Update<?>> updates) {
    return updates.stream().<Op>map(Update::gradient).toList();
  }

  private <T extends TNumber> List<Update<T>> unscaled(Ops tf, List<Update<T>> updates) {
    if (lossScaleFactor == null) {
      return updates;
    }
    Operand<T> factor = tf.constant(updates.get(0).dtype(), lossScaleFactor);
    return updates.stream().map(u -> u.gradient(tf.math.div(u.gradient(), factor))).toList();
  }

  /**
   * Whether a step updates the weights.
   *
   * @param iteration how many steps have been done before it
   * @return true for {@link #apply}, false for {@link #accumulate}; always true unless gradients
   *     are accumulated
   */
  public final boolean updatesAfter(long iteration) {
    return accumulation.ends(iteration);
  }

  /**
   * What to multiply the loss by before gradients are taken of it; {@link #apply} divides them
   * again.
   *
   * @return the factor, 1 by default
   */
  public final double lossScaleFactor() {
    return lossScaleFactor == null ? 1 : lossScaleFactor;
  }

  /**
   * The slot whose values take the weights' place when a run of training ends.
   *
   * @return the slot of the moving average; empty without one
   */
  public final Optional<String> finalSlot() {
    return averaging.use() ? Optional.of(Averaging.SLOT) : Optional.empty();
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
    if (learningRate == null) {
      throw new IllegalArgumentException("learningRate is null, expected a number or a schedule");
    }
    weightDecay = weightDecay.options(options);
    clipping = clipping.options(options);
    averaging = averaging.options(options);
    assignLossScaleFactor(options.optionalNumber("lossScaleFactor", lossScaleFactor));
    accumulation = accumulation.options(options);
  }

  final void assignName(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  final void assignLearningRate(Schedule learningRate) {
    this.learningRate = Objects.requireNonNull(learningRate, "learningRate");
  }

  final void assignLossScaleFactor(Double factor) {
    lossScaleFactor = factor == null ? null : (Double) Ranges.positive("lossScaleFactor", factor);
  }

  final void assignWeightDecay(WeightDecay weightDecay) {
    this.weightDecay = weightDecay;
  }

  final WeightDecay weightDecay() {
    return weightDecay;
  }

  final void assignClipping(Clipping clipping) {
    this.clipping = clipping;
  }

  final Clipping clipping() {
    return clipping;
  }

  final void assignAccumulation(Accumulation accumulation) {
    this.accumulation = accumulation;
  }

  final void assignAveraging(Averaging averaging) {
    this.averaging = averaging;
  }

  final Averaging averaging() {
    return averaging;
  }
}
