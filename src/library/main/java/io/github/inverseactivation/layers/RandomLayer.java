package io.github.inverseactivation.layers;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A layer that does something random in training, and mostly nothing at inference. What it draws
 * depends on the model's seed, its own, its place and the training step alone, so a run can be
 * repeated.
 *
 * @param <L> the subclass itself
 */
public abstract class RandomLayer<L extends RandomLayer<L>> extends SingleInputLayer<L> {
  Long seed;

  /** For subclasses. */
  protected RandomLayer() {}

  /**
   * Mixes a number into the model's seed. Default: none.
   *
   * @param seed any number
   * @return a changed copy
   */
  public L seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /**
   * Emits what happens in training.
   *
   * @param <T> the type computed in
   * @param context the graph and the seed
   * @param x the input
   * @return the output
   */
  protected abstract <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x);

  /**
   * Emits what happens at inference. Default: nothing.
   *
   * @param <T> the type computed in
   * @param context the graph
   * @param x the input
   * @return the output
   */
  protected <T extends TNumber> Operand<T> rest(LayerContext<T> context, Operand<T> x) {
    return x;
  }

  /**
   * Whether anything happens in training.
   *
   * @return false where the options leave nothing to do
   */
  protected abstract boolean disturbs();

  @Override
  protected final <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    return context.training() && disturbs() ? disturb(context, x) : rest(context, x);
  }

  /**
   * Numbers of the normal distribution with mean 0 and standard deviation 1. Each call draws the
   * same numbers.
   *
   * @param <T> the type computed in
   * @param context the graph and the seed
   * @param shape how many numbers
   * @return the numbers
   */
  protected final <T extends TNumber> Operand<T> normal(
      LayerContext<T> context, Operand<TInt32> shape) {
    return Draws.normal(context, seed, shape);
  }

  /**
   * More numbers of the normal distribution with mean 0 and standard deviation 1, independent of
   * what the other methods draw. Each call draws the same numbers.
   *
   * @param <T> the type computed in
   * @param context the graph and the seed
   * @param shape how many numbers
   * @param stream any number but 0; those of different streams are independent
   * @return the numbers
   */
  protected final <T extends TNumber> Operand<T> normal(
      LayerContext<T> context, Operand<TInt32> shape, int stream) {
    return Draws.normal(context, own(stream), shape);
  }

  /**
   * Numbers of the gamma distribution with scale 1, independent of what the other methods draw.
   * Each call draws the same numbers.
   *
   * @param context the graph and the seed
   * @param shape how many numbers
   * @param alpha the distribution's shape, above 0
   * @param stream any number but 0; those of different streams are independent
   * @return the numbers
   */
  protected final Operand<TFloat64> gamma(
      LayerContext<?> context, Operand<TInt32> shape, double alpha, int stream) {
    return Draws.gamma(context, own(stream), shape, alpha);
  }

  /** An odd factor spreads the stream's number over all bits. */
  private long own(int stream) {
    return (seed == null ? 0 : seed) ^ stream * 0x9E3779B97F4A7C15L;
  }

  /**
   * Numbers from 0 to below 1. Each call draws the same numbers.
   *
   * @param context the graph and the seed
   * @param shape how many numbers
   * @return the numbers
   */
  protected final Operand<TFloat32> uniform(LayerContext<?> context, Operand<TInt32> shape) {
    return Draws.uniform(context, seed, shape);
  }

  @Override
  public void options(Options options) {
    seed = options.optionalLong("seed", seed);
  }
}
