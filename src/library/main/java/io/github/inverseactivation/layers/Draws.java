package io.github.inverseactivation.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomGetKeyCounter;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Random numbers that depend on the model's seed, the layer's own, its place and the training step
 * alone. Each call draws the same numbers.
 */
public final class Draws {
  /** The runtime's number of the generator that it uses on a CPU. */
  private static final int PHILOX = 1;

  private Draws() {}

  /**
   * Numbers of the normal distribution with mean 0 and standard deviation 1.
   *
   * @param <T> the type computed in
   * @param context the graph and the seed
   * @param seed the layer's own seed, or null
   * @param shape how many numbers
   * @return the numbers
   */
  public static <T extends TNumber> Operand<T> normal(
      LayerContext<T> context, Long seed, Operand<TInt32> shape) {
    Ops tf = context.tf();
    // The shape is the input's, and through it gradients would ask for those of random numbers.
    return tf.stopGradient(
        tf.random.statelessRandomNormal(shape, mixed(context, seed), context.dtype()));
  }

  /**
   * Numbers from 0 to below 1.
   *
   * @param context the graph and the seed
   * @param seed the layer's own seed, or null
   * @param shape how many numbers
   * @return the numbers
   */
  public static Operand<TFloat32> uniform(
      LayerContext<?> context, Long seed, Operand<TInt32> shape) {
    Ops tf = context.tf();
    return tf.stopGradient(
        tf.random.statelessRandomUniform(shape, mixed(context, seed), TFloat32.class));
  }

  /**
   * Numbers of the gamma distribution with scale 1.
   *
   * @param context the graph and the seed
   * @param seed the layer's own seed, or null
   * @param shape how many numbers
   * @param alpha the distribution's shape, above 0
   * @return the numbers
   */
  public static Operand<TFloat64> gamma(
      LayerContext<?> context, Long seed, Operand<TInt32> shape, double alpha) {
    Ops tf = context.tf();
    StatelessRandomGetKeyCounter state =
        tf.random.statelessRandomGetKeyCounter(mixed(context, seed));
    return tf.stopGradient(
        tf.random.statelessRandomGamma(
            shape, state.key(), state.counter(), tf.constant(PHILOX), tf.constant(alpha)));
  }

  private static Operand<TInt64> mixed(LayerContext<?> context, Long seed) {
    Ops tf = context.tf();
    return seed == null
        ? context.seed()
        : tf.bitwise.bitwiseXor(context.seed(), tf.constant(new long[] {seed, 0}));
  }
}
