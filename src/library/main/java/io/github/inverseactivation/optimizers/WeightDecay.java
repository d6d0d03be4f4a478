package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import java.util.regex.Pattern;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Decoupled weight decay, and the weights it leaves alone. */
record WeightDecay(Double rate, List<Pattern> excluded) {

  static final WeightDecay NONE = new WeightDecay(null, List.of());

  WeightDecay {
    if (rate != null) {
      Ranges.atLeastZero("weightDecay", rate);
    }
    excluded = List.copyOf(excluded);
  }

  /** Files do not hold the exclusions: Keras has no place for them. */
  WeightDecay options(Options options) {
    return new WeightDecay(options.optionalNumber("weightDecay", rate), excluded);
  }

  WeightDecay rate(Double rate) {
    return new WeightDecay(rate, excluded);
  }

  WeightDecay excluded(List<String> patterns) {
    return new WeightDecay(rate, patterns.stream().map(Pattern::compile).toList());
  }

  private boolean applies(String path) {
    return rate != null && excluded.stream().noneMatch(pattern -> pattern.matcher(path).find());
  }

  /**
   * {@code w -= w * rate * learningRate}.
   *
   * @param ready what comes first
   * @return what comes before the update
   */
  <T extends TNumber> Op emit(Ops tf, Operand<T> learningRate, Update<T> update, Op ready) {
    if (!applies(update.path())) {
      return ready;
    }
    Ops after = tf.withControlDependencies(ready);
    Operand<T> value = after.readVariableOp(update.variable(), update.dtype());
    return after.train.resourceApplyGradientDescent(
        update.variable(),
        learningRate,
        after.math.mul(value, after.constant(update.dtype(), rate)));
  }
}
