package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A uniform distribution over [minval, maxval), as {@code keras.initializers.RandomUniform}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new RandomUniform().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 */
public final class RandomUniform extends RandomInitializer {
  private double minval = -0.05;
  private double maxval = 0.05;

  /** Keras's defaults: minval -0.05, maxval 0.05, no seed. */
  public RandomUniform() {}

  /**
   * The same initializer with another minval.
   *
   * @param minval the least value, any finite number; default -0.05
   * @return a new initializer
   * @throws IllegalArgumentException if it is not a finite number
   */
  public RandomUniform minval(double minval) {
    RandomUniform copy = (RandomUniform) copy();
    copy.minval = requireFinite("RandomUniform", "minval", minval);
    return copy;
  }

  /**
   * The same initializer with another maxval.
   *
   * @param maxval the upper end, itself excluded, any finite number; default 0.05
   * @return a new initializer
   * @throws IllegalArgumentException if it is not a finite number
   */
  public RandomUniform maxval(double maxval) {
    RandomUniform copy = (RandomUniform) copy();
    copy.maxval = requireFinite("RandomUniform", "maxval", maxval);
    return copy;
  }

  @Override
  public RandomUniform seed(long seed) {
    return (RandomUniform) withSeed(seed);
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
    return uniform(tf, shape, type, minval, maxval);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    minval = requireFinite("RandomUniform", "minval", options.number("minval", minval));
    maxval = requireFinite("RandomUniform", "maxval", options.number("maxval", maxval));
  }
}
