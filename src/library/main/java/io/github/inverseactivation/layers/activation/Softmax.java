package io.github.inverseactivation.layers.activation;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Probabilities: {@code y = exp(x) / sum(exp(x))}, the sum over one axis or several.
 *
 * <p>After a softmax over the last axis, crossentropy losses work on the logits behind it.
 *
 * <pre>{@code
 * new Softmax()
 * new Softmax().axis(1, 2)
 * }</pre>
 *
 * <p>Input shape: any of rank 2 or more. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.Softmax}.
 */
public final class Softmax extends SingleInputLayer<Softmax> {
  private static final double LEFT_OUT = -1e9;

  private int[] axis = {-1};

  /** A softmax over the last axis. */
  public Softmax() {}

  /**
   * Sets the axes that are summed over. Default: -1, the last.
   *
   * @param axis one axis or more, counted from the end when negative
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  public Softmax axis(int... axis) {
    return with(copy -> copy.axis = axis.clone());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public boolean takesMask() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    Axes.resolve(axis, input);
    return input;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Shape shape = x.shape();
    int[] axes = Axes.resolve(axis, shape);
    Operand<TBool> mask = context.mask(0);
    if (mask != null) {
      check(mask.shape(), shape);
      // As in Keras: so much below the others that they are 0, and 0 where all are masked.
      Operand<T> kept = context.tf().select(mask, x, context.constant(LEFT_OUT));
      return context.tf().select(mask, over(context, kept, axes), context.constant(0));
    }
    if (axes.length == 1 && axes[0] == shape.numDimensions() - 1) {
      return context.activate(Activations.SOFTMAX, x);
    }
    return over(context, x, axes);
  }

  private static <T extends TNumber> Operand<T> over(
      LayerContext<T> context, Operand<T> x, int[] axes) {
    var tf = context.tf();
    var over = tf.constant(axes);
    // The largest is subtracted against overflow; the result does not depend on it.
    Operand<T> largest = tf.stopGradient(tf.reduceMax(x, over, ReduceMax.keepDims(true)));
    Operand<T> exponential = tf.math.exp(tf.math.sub(x, largest));
    return tf.math.div(exponential, tf.reduceSum(exponential, over, ReduceSum.keepDims(true)));
  }

  /** A mask is to be compared with the last dimensions of the input. */
  private static void check(Shape mask, Shape input) {
    int missing = input.numDimensions() - mask.numDimensions();
    for (int i = 0; i < mask.numDimensions(); i++) {
      long size = mask.get(i);
      long expected = missing < 0 ? Shape.UNKNOWN_SIZE - 1 : input.get(missing + i);
      boolean unknown = size == Shape.UNKNOWN_SIZE || expected == Shape.UNKNOWN_SIZE;
      if (!unknown && size != 1 && size != expected) {
        throw new IllegalArgumentException(
            "Softmax takes a mask that fits the last dimensions of its input "
                + input
                + ", not one of the shape "
                + mask);
      }
    }
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
