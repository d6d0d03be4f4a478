package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.initializers.RandomInitializer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The bias of four gates: ones for the second, what another initializer gives for the rest. */
final class ForgetBias extends RandomInitializer {
  private final int units;
  private Initializer<TNumber> others;

  @SuppressWarnings("unchecked") // an initializer is handed the type to make at every call
  ForgetBias(int units, Initializer<?> others) {
    this.units = units;
    this.others = (Initializer<TNumber>) others;
  }

  @Override
  public ForgetBias seed(long seed) {
    ForgetBias copy = (ForgetBias) withSeed(seed);
    if (others instanceof RandomInitializer random && !random.hasSeed()) {
      copy.others = random.seed(seed);
    }
    return copy;
  }

  @Override
  public Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
    Operand<TInt64> one = tf.constant(new long[] {units});
    Operand<TInt64> two = tf.constant(new long[] {2L * units});
    return tf.concat(
        List.of(
            others.call(tf, one, type),
            tf.fill(one, tf.constant(type, 1)),
            others.call(tf, two, type)),
        tf.constant(0));
  }
}
