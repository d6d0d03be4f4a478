package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The moving average of the weights, {@code use_ema} and what belongs to it. */
record Averaging(boolean use, double momentum, Long overwriteFrequency) {

  static final Averaging NONE = new Averaging(false, 0.99, null);
  static final String SLOT = "average";

  Averaging {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "emaMomentum "
              + momentum
              + " is out of range; expected 0 <= emaMomentum <= 1, such as 0.99");
    }
    if (overwriteFrequency != null) {
      Ranges.steps("emaOverwriteFrequency", overwriteFrequency, 1);
    }
  }

  Averaging options(Options options) {
    return new Averaging(
        options.bool("useEma", use),
        options.number("emaMomentum", momentum),
        options.optionalLong("emaOverwriteFrequency", overwriteFrequency));
  }

  List<List<Slot>> slots() {
    return use ? List.of(List.of(new Slot(SLOT, 0))) : List.of();
  }

  /**
   * Follows the weights, and replaces them by their averages where it is time.
   *
   * @param number the number of the update, 1 for the first, whose average is the weight itself
   * @param done for each weight, the operation behind which it has its new value
   */
  <T extends TNumber> List<Op> follow(
      Ops tf, Operand<TInt64> number, List<Update<T>> updates, List<Op> done) {
    if (!use) {
      return done;
    }
    Class<T> type = updates.get(0).dtype();
    Operand<TBool> later = tf.math.greater(number, tf.constant(1L));
    Operand<T> kept = tf.math.mul(tf.dtypes.cast(later, type), tf.constant(type, momentum));
    Operand<T> added = tf.math.sub(tf.constant(type, 1), kept);
    Operand<TBool> due =
        overwriteFrequency == null
            ? null
            : tf.math.equal(
                tf.math.floorMod(number, tf.constant(overwriteFrequency)), tf.constant(0L));
    List<Op> followed = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Update<T> update = updates.get(i);
      Ops after = tf.withControlDependencies(done.get(i));
      Operand<T> weight = after.readVariableOp(update.variable(), type);
      Operand<T> old = after.readVariableOp(update.slot(SLOT), type);
      Operand<T> average = tf.math.add(tf.math.mul(kept, old), tf.math.mul(added, weight));
      List<Op> ends = new ArrayList<>();
      ends.add(after.assignVariableOp(update.slot(SLOT), average));
      if (due != null) {
        ends.add(after.assignVariableOp(update.variable(), tf.select(due, average, weight)));
      }
      followed.add(tf.withControlDependencies(ends).noOp());
    }
    return followed;
  }
}
