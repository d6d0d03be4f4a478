package io.github.inverseactivation.optimizers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * An update put together from elementary operations, where no kernel computes Keras's formula.
 *
 * <p>Each variable is read by one operation and then assigned once, a value computed from what was
 * read: so nothing else needs to be put in order.
 */
final class Composition<T extends TNumber> {
  private final Ops tf;
  private final Update<T> update;
  private final Map<String, Operand<T>> reads = new HashMap<>();
  private final List<Op> done = new ArrayList<>();

  Composition(Ops tf, Update<T> update) {
    this.tf = tf;
    this.update = update;
  }

  Operand<T> constant(double value) {
    return tf.constant(update.dtype(), value);
  }

  Operand<T> times(double factor, Operand<T> x) {
    return tf.math.mul(constant(factor), x);
  }

  /** The root of a mean or sum of squares, kept from zero below the root or beside it. */
  Operand<T> root(Operand<T> squares, double epsilon, boolean outside) {
    return outside
        ? tf.math.add(tf.math.sqrt(squares), constant(epsilon))
        : tf.math.sqrt(tf.math.add(squares, constant(epsilon)));
  }

  /** The weight before the update. */
  Operand<T> weight() {
    return tf.readVariableOp(update.variable(), update.dtype());
  }

  /** A slot before the update. */
  Operand<T> old(String slot) {
    return reads.computeIfAbsent(
        slot, name -> tf.readVariableOp(update.slot(name), update.dtype()));
  }

  /** Assigns a slot and returns what it was given. */
  Operand<T> assign(String slot, Operand<T> value) {
    done.add(tf.assignVariableOp(update.slot(slot), value));
    return value;
  }

  /** Assigns {@code slot = rate * slot + x} and returns the new value. */
  Operand<T> decayed(String slot, double rate, Operand<T> x) {
    return assign(slot, tf.math.add(times(rate, old(slot)), x));
  }

  /** Assigns {@code slot += (x - slot) * share} and returns the new value. */
  Operand<T> moved(String slot, Operand<T> x, Operand<T> share) {
    Operand<T> old = old(slot);
    return assign(slot, tf.math.add(old, tf.math.mul(tf.math.sub(x, old), share)));
  }

  /** Replaces the weight: the end of the update. */
  Op become(Operand<T> value) {
    return end(tf.assignVariableOp(update.variable(), value));
  }

  /** Subtracts from the weight: the end of the update. */
  Op subtract(Operand<T> change) {
    return end(tf.assignSubVariableOp(update.variable(), change));
  }

  private Op end(Op weight) {
    done.add(weight);
    return tf.withControlDependencies(done).noOp();
  }
}
