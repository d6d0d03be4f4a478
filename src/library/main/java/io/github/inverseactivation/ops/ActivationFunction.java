package io.github.inverseactivation.ops;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * An activation that can be written as a lambda.
 *
 * <p>The framework's {@link org.tensorflow.framework.activations.Activation} has a generic method,
 * which Java's lambdas cannot implement; this interface says the same for {@code TNumber}:
 *
 * <pre>{@code
 * ActivationFunction squaredRelu = (tf, x) -> tf.math.square(tf.nn.relu(x));
 * }</pre>
 *
 * <p>The operand keeps its own element type (float16, float32, ...); a function that needs a
 * constant of that type makes it with {@code tf.constant(x.type(), 0.5)}.
 */
@FunctionalInterface
public interface ActivationFunction {

  /**
   * Adds the operations of the function to a graph, or runs them in an eager session.
   *
   * @param tf where the operations go
   * @param x the input, of any shape
   * @return the function's value, of the input's type
   */
  Operand<TNumber> apply(Ops tf, Operand<TNumber> x);
}
