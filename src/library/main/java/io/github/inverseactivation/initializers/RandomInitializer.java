package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import java.security.SecureRandom;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * An initializer that draws its values, as a pure function of its seed and the shape.
 *
 * <p>With a seed, the same call always yields the same numbers. Without one every call draws a
 * fresh seed; a model instead derives the missing seeds from its own, so that a whole run can be
 * repeated. Two weights of the same shape whose initializers have the same seed start with the same
 * numbers.
 *
 * <p>The numbers come from TensorFlow's stateless generator (Philox), so the shape and the type
 * belong to the function: float16 and float32 draw different numbers.
 */
public abstract class RandomInitializer extends WeightInitializer implements Cloneable {
  private static final SecureRandom FRESH = new SecureRandom();

  private Long seed;

  /** For subclasses: without a seed. */
  protected RandomInitializer() {}

  /**
   * The same initializer with a seed.
   *
   * @param seed any number
   * @return a new initializer
   */
  public abstract RandomInitializer seed(long seed);

  /**
   * Whether this initializer has a seed of its own.
   *
   * @return false if every call draws another
   */
  public final boolean hasSeed() {
    return seed != null;
  }

  /**
   * A copy with a seed, for {@link #seed} of subclasses.
   *
   * @param seed any number
   * @return an object of this one's class
   */
  protected final RandomInitializer withSeed(long seed) {
    RandomInitializer copy = copy();
    copy.seed = seed;
    return copy;
  }

  /**
   * A copy, for the withers of subclasses.
   *
   * @return an object of this one's class
   */
  protected final RandomInitializer copy() {
    try {
      return (RandomInitializer) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void options(Options options) {
    seed = options.optionalLong("seed", seed);
  }

  final <T extends TNumber> Operand<T> normal(
      Ops tf, Operand<TInt64> shape, Class<T> type, double mean, double stddev) {
    Operand<T> unit = tf.random.statelessRandomNormal(shape, seed(tf), type);
    return scaled(tf, unit, type, mean, stddev);
  }

  /** Within two standard deviations of the mean; stddev is that before truncation. */
  final <T extends TNumber> Operand<T> truncatedNormal(
      Ops tf, Operand<TInt64> shape, Class<T> type, double mean, double stddev) {
    Operand<T> unit = tf.random.statelessTruncatedNormal(shape, seed(tf), type);
    return scaled(tf, unit, type, mean, stddev);
  }

  final <T extends TNumber> Operand<T> uniform(
      Ops tf, Operand<TInt64> shape, Class<T> type, double least, double greatest) {
    Operand<T> unit = tf.random.statelessRandomUniform(shape, seed(tf), type);
    return scaled(tf, unit, type, least, greatest - least);
  }

  private static <T extends TNumber> Operand<T> scaled(
      Ops tf, Operand<T> unit, Class<T> type, double offset, double scale) {
    Operand<T> product = tf.math.mul(unit, tf.constant(type, scale));
    return offset == 0 ? product : tf.math.add(product, tf.constant(type, offset));
  }

  private Operand<TInt64> seed(Ops tf) {
    return tf.array(seed == null ? FRESH.nextLong() : seed, 0L);
  }
}
