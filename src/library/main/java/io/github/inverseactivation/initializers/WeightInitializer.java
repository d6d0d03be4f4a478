package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Configurable;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The first values of a weight, of whichever floating-point type the weight has.
 *
 * <p>The framework's {@link Initializer} fixes the element type in the type of the object; these
 * leave it to the call. {@link #create} is the convenient way to call one:
 *
 * <pre>{@code
 * Operand<TFloat32> kernel =
 *     new HeNormal().seed(7).create(tf, Shape.of(3, 3, 16, 32), TFloat32.class);
 * }</pre>
 */
public abstract class WeightInitializer implements Initializer<TNumber>, Configurable {

  /** For subclasses. */
  protected WeightInitializer() {}

  /**
   * The values for a weight.
   *
   * @param <T> the element type
   * @param tf where the operations go: a graph's or an eager session's
   * @param shape the weight's shape, with all sizes known
   * @param type the element type: float16, bfloat16, float32 or float64
   * @return the values
   * @throws IllegalArgumentException if a size is unknown or the shape does not suit the
   *     initializer
   */
  // The operand is of the type that was asked for; only Java's type says TNumber.
  @SuppressWarnings("unchecked")
  public final <T extends TNumber> Operand<T> create(Ops tf, Shape shape, Class<T> type) {
    Objects.requireNonNull(tf, "tf");
    Objects.requireNonNull(type, "type");
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + ": all sizes of a weight must be known (got " + shape + ")");
    }
    return (Operand<T>) call(tf, tf.constant(shape.asArray()), (Class<TNumber>) type);
  }

  static double requireFinite(String owner, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be a finite number (got " + value + ")");
    }
    return value;
  }

  static double requireNonNegative(String owner, String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be a finite number, 0 or more (got " + value + ")");
    }
    return value;
  }
}
