package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that do something random in training, and nothing at inference.
 *
 * @param <L> the subclass itself
 */
abstract class Seeded<L extends Seeded<L>> extends SingleInputLayer<L> {
  Long seed;

  /**
   * Mixes a number into the model's seed. Default: none.
   *
   * @param seed any number
   * @return a changed copy
   */
  public L seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /** Emits what happens in training. */
  abstract <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x);

  /** Whether anything happens in training. */
  abstract boolean disturbs();

  @Override
  protected final <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.training() && disturbs() ? disturb(context, x) : x;
  }

  /** Numbers of the normal distribution with mean 0 and standard deviation 1. */
  final <T extends TNumber> Operand<T> normal(LayerContext<T> context, Operand<TInt32> shape) {
    return context.tf().random.statelessRandomNormal(shape, mixed(context), context.dtype());
  }

  /** Numbers from 0 to 1. */
  final Operand<TFloat32> uniform(LayerContext<?> context, Operand<TInt32> shape) {
    return context.tf().random.statelessRandomUniform(shape, mixed(context), TFloat32.class);
  }

  @Override
  public void options(Options options) {
    seed = options.optionalLong("seed", seed);
  }

  private Operand<TInt64> mixed(LayerContext<?> context) {
    Ops tf = context.tf();
    return seed == null
        ? context.seed()
        : tf.bitwise.bitwiseXor(context.seed(), tf.constant(new long[] {seed, 0}));
  }
}
