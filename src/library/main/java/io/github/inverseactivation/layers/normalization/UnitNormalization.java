package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TNumber;

/**
 * Scales vectors to length 1: {@code y = x / max(sqrt(sum of x^2), 1e-12)}.
 *
 * <p>Options and their defaults: {@code axis} -1.
 *
 * <pre>{@code
 * new UnitNormalization()
 * new UnitNormalization().axis(1, 2)   // matrices with a sum of squares of 1
 * }</pre>
 *
 * <p>Input shape: any. Output shape: the input's. An axis that the input does not have is refused
 * with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.UnitNormalization}.
 */
public final class UnitNormalization extends SingleInputLayer<UnitNormalization> {
  private static final double SMALLEST_SQUARE = 1e-24;

  private int[] axis = {-1};

  /** Unit normalization over the last dimension. */
  public UnitNormalization() {}

  /**
   * Sets the axes that are summed over. Default: -1, the last.
   *
   * @param axis one axis or more, counted from the end when negative
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  public UnitNormalization axis(int... axis) {
    return with(copy -> copy.axis = axis.clone());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    Axes.resolve(axis, input);
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    var over = tf.constant(Axes.resolve(axis, x.shape()));
    Operand<T> squares = tf.reduceSum(tf.math.square(x), over, ReduceSum.keepDims(true));
    Operand<T> least = context.constant(SMALLEST_SQUARE);
    return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, least)));
  }

  @Override
  public void options(Options options) {
    axis = options.integers("axis", axis);
  }

  @Override
  public void validate() {
    if (axis == null || axis.length == 0) {
      throw new IllegalArgumentException("axis needs at least one axis, such as -1");
    }
  }
}
