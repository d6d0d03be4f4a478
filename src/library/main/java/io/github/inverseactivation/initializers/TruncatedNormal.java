package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A normal distribution whose values beyond two standard deviations of the mean are drawn again, as
 * {@code keras.initializers.TruncatedNormal}. What remains has a standard deviation of 0.8796
 * stddev.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new TruncatedNormal().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 */
public final class TruncatedNormal extends RandomInitializer {
  private double mean = 0;
  private double stddev = 0.05;

  /** Keras's defaults: mean 0, stddev 0.05, no seed. */
  public TruncatedNormal() {}

  /**
   * The same initializer with another mean.
   *
   * @param mean the mean, any finite number; default 0
   * @return a new initializer
   * @throws IllegalArgumentException if it is not a finite number
   */
  public TruncatedNormal mean(double mean) {
    TruncatedNormal copy = (TruncatedNormal) copy();
    copy.mean = requireFinite("TruncatedNormal", "mean", mean);
    return copy;
  }

  /**
   * The same initializer with another stddev.
   *
   * @param stddev the standard deviation before truncation, 0 or more; default 0.05
   * @return a new initializer
   * @throws IllegalArgumentException if it is not a finite number of 0 or more
   */
  public TruncatedNormal stddev(double stddev) {
    TruncatedNormal copy = (TruncatedNormal) copy();
    copy.stddev = requireNonNegative("TruncatedNormal", "stddev", stddev);
    return copy;
  }

  @Override
  public TruncatedNormal seed(long seed) {
    return (TruncatedNormal) withSeed(seed);
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
    return truncatedNormal(tf, shape, type, mean, stddev);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    mean = requireFinite("TruncatedNormal", "mean", options.number("mean", mean));
    stddev = requireNonNegative("TruncatedNormal", "stddev", options.number("stddev", stddev));
  }
}
