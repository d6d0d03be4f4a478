package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Gradients summed over several steps, whose last one updates by their mean. */
record Accumulation(Long steps) {

  static final Accumulation NONE = new Accumulation(null);
  private static final String SLOT = "gradient_accumulator";

  Accumulation {
    if (steps != null) {
      Ranges.steps("gradientAccumulationSteps", steps, 2);
    }
  }

  Accumulation options(Options options) {
    return new Accumulation(options.optionalLong("gradientAccumulationSteps", steps));
  }

  List<List<Slot>> slots() {
    return steps == null ? List.of() : List.of(List.of(new Slot(SLOT, 0)));
  }

  /** Whether the step after so many updates the weights. */
  boolean ends(long iteration) {
    return steps == null || (iteration + 1) % steps == 0;
  }

  /** The number of the update that a step belongs to; both begin with 1. */
  Operand<TInt64> updateNumber(Ops tf, Operand<TInt64> step) {
    if (steps == null) {
      return step;
    }
    Operand<TInt64> one = tf.constant(1L);
    return tf.math.add(tf.math.floorDiv(tf.math.sub(step, one), tf.constant(steps)), one);
  }

  /** The mean of the gradients kept so far and the present ones. */
  <T extends TNumber> List<Update<T>> mean(Ops tf, List<Update<T>> updates) {
    if (steps == null) {
      return updates;
    }
    List<Update<T>> means = new ArrayList<>();
    for (Update<T> update : updates) {
      Operand<T> kept = tf.readVariableOp(update.slot(SLOT), update.dtype());
      Operand<T> sum = tf.math.add(update.gradient(), kept);
      means.add(update.gradient(tf.math.div(sum, tf.constant(update.dtype(), steps))));
    }
    return means;
  }

  /** Keeps a gradient for later. */
  <T extends TNumber> Op keep(Ops tf, Update<T> update) {
    return tf.assignAddVariableOp(update.slot(SLOT), update.gradient());
  }

  /** Forgets a weight's gradients after its update. */
  <T extends TNumber> Op forget(Ops tf, Update<T> update, Op updated) {
    return steps == null
        ? updated
        : tf.withControlDependencies(updated)
            .assignVariableOp(update.slot(SLOT), tf.zerosLike(update.gradient()));
  }
}
