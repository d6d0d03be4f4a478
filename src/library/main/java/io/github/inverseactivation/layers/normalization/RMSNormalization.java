package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TNumber;

/**
 * Divides each example by the root of the mean of its squares over some of its axes, then scales:
 *
 * <pre>
 * y = x / sqrt(mean of x^2 + epsilon) * scale
 * </pre>
 *
 * <p>Options and their defaults: {@code axis} -1, {@code epsilon} 1e-6.
 *
 * <pre>{@code
 * new RMSNormalization()
 * new RMSNormalization().axis(1, 2).epsilon(1e-5)   // over both axes of a sequence
 * }</pre>
 *
 * <p>Input shape: any of rank 2 or more, whose sizes along {@code axis} are known. Output shape:
 * the input's. Weights: {@code scale}, of the sizes along {@code axis}, which as in Keras
 * multiplies the last dimensions: other axes whose sizes are not those of the last dimensions are
 * refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RMSNormalization}; Zhang and Sennrich 2019, arXiv
 * 1910.07467.
 */
public final class RMSNormalization extends SingleInputLayer<RMSNormalization> {
  private int[] axis = {-1};
  private double epsilon = 1e-6;

  /** Normalization over the last dimension. */
  public RMSNormalization() {}

  /**
   * Sets the axes that the mean is taken over. Default: -1, the last.
   *
   * @param axis one axis or more, counted from the end when negative
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  public RMSNormalization axis(int... axis) {
    return with(copy -> copy.axis = axis.clone());
  }

  /**
   * Sets what is added to the mean, against division by zero. Default: 1e-6.
   *
   * @param epsilon a finite number, 0 or more
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RMSNormalization epsilon(double epsilon) {
    return with(copy -> copy.epsilon = epsilon);
  }

  @Override
  protected Shape outputShape(Shape input) {
    Shape scale = scale(input);
    int missing = input.numDimensions() - scale.numDimensions();
    for (int i = 0; i < scale.numDimensions(); i++) {
      long size = scale.get(i);
      if (missing + i == 0 || size != 1 && size != input.get(missing + i)) {
        throw new IllegalArgumentException(
            "the sizes "
                + scale
                + " along axis "
                + Arrays.toString(axis)
                + " are not those of the last dimensions of the input shape "
                + input
                + ", which are scaled: normalize over the last axes");
      }
    }
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    return List.of(WeightSpec.trainable("scale", scale(input), new Ones()));
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    var over = tf.constant(Axes.resolve(axis, x.shape()));
    Operand<T> mean = tf.math.mean(tf.math.square(x), over, Mean.keepDims(true));
    Operand<T> factor = tf.math.rsqrt(tf.math.add(mean, context.constant(epsilon)));
    return tf.math.mul(tf.math.mul(x, factor), context.weight("scale"));
  }

  @Override
  public void options(Options options) {
    axis = options.integers("axis", axis);
    epsilon = options.number("epsilon", epsilon);
  }

  @Override
  public void validate() {
    if (axis == null || axis.length == 0) {
      throw new IllegalArgumentException("axis needs at least one axis, such as -1");
    }
    if (!(epsilon >= 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException("epsilon must be finite and at least 0, not " + epsilon);
    }
  }

  /** The sizes along the axes; as in Keras, axes are sorted as they were given. */
  private Shape scale(Shape input) {
    Axes.resolve(axis, input);
    return Shape.of(
        Arrays.stream(axis)
            .sorted()
            .mapToLong(each -> input.get(Axes.resolve(each, input)))
            .toArray());
  }
}
