package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A normal distribution, as {@code keras.initializers.RandomNormal}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new RandomNormal().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 */
public final class RandomNormal extends RandomInitializer {
  private double mean = 0;
  private double stddev = 0.05;

  /** Keras's defaults: mean 0, stddev 0.05, no seed. */
  public RandomNormal() {}

  /**
   * The same initializer with another mean.
   *
   * @param mean the mean, any finite number; default 0
   * @return a new initializer
   * @throws IllegalArgumentException if it is not a finite number
   */
  public RandomNormal mean(double mean) {
    RandomNormal copy = (RandomNormal) copy();
    copy.mean = requireFinite("RandomNormal", "mean", mean);
    return copy;
  }

  /**
   * The same initializer with another stddev.
   *
   * @param stddev the standard deviation, 0 or more; default 0.05
   * @return a new initializer
   * @throws IllegalArgumentException if it is not a finite number of 0 or more
   */
  public RandomNormal stddev(double stddev) {
    RandomNormal copy = (RandomNormal) copy();
    copy.stddev = requireNonNegative("RandomNormal", "stddev", stddev);
    return copy;
  }

  @Override
  public RandomNormal seed(long seed) {
    return (RandomNormal) withSeed(seed);
  }

  /**
   * The values for a weight.
   *
   * @param tf where the operations go: a graph's or an eager session's
   * @param shape the weight's shape
   * @param type the element type
   * @return the values
   */
  @Override
  public Operand<TNumber> call(Ops tf, Operand<TInt64> shape, Class<TNumber> type) {
    return normal(tf, shape, type, mean, stddev);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    mean = requireFinite("RandomNormal", "mean", options.number("mean", mean));
    stddev = requireNonNegative("RandomNormal", "stddev", options.number("stddev", stddev));
  }
}
