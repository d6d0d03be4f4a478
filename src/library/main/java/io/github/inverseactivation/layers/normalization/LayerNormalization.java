package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TNumber;

/**
 * Layer normalization: each example with mean 0 and variance 1 over some of its axes, then scaled
 * and shifted.
 *
 * <pre>
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta
 * </pre>
 *
 * <p>It depends on no other example, so training and inference are the same.
 *
 * <pre>{@code
 * new LayerNormalization()
 * new LayerNormalization().axis(1, 2, 3).epsilon(1e-6)
 * }</pre>
 *
 * <p>Input shape: any of rank 2 or more, whose sizes along {@code axis} are known. Output shape:
 * the input's. Weights, of the sizes along {@code axis}: {@code gamma}, {@code beta}.
 *
 * <p>Source: Keras, {@code keras.layers.LayerNormalization}; Ba et al. 2016, arXiv 1607.06450.
 */
public final class LayerNormalization extends ScaledAndShifted<LayerNormalization> {
  private int[] axis = {-1};
  private boolean rmsScaling;

  /** Layer normalization over the last dimension, with Keras's defaults. */
  public LayerNormalization() {}

  /**
   * Sets the axes that are normalized over. Default: -1, the last.
   *
   * @param axis one axis or more, counted from the end when negative
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  public LayerNormalization axis(int... axis) {
    return with(copy -> copy.axis = axis.clone());
  }

  /**
   * Leaves out the mean: {@code y = gamma x / sqrt(variance + epsilon)}, with a gamma and without a
   * beta whatever {@code scale} and {@code center} say. Default: false. Keras keeps this for old
   * models; despite its name it divides by the standard deviation, not by the root mean square.
   *
   * @param rmsScaling whether to leave out the mean
   * @return a changed copy
   */
  public LayerNormalization rmsScaling(boolean rmsScaling) {
    return with(copy -> copy.rmsScaling = rmsScaling);
  }

  @Override
  protected Shape outputShape(Shape input) {
    axes(input);
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    Shape shape = Shape.of(Arrays.stream(axes(input)).mapToLong(input::get).toArray());
    List<WeightSpec> weights = new ArrayList<>();
    if (hasGamma()) {
      weights.add(gamma(shape));
    }
    if (hasBeta()) {
      weights.add(beta(shape));
    }
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    var over = tf.constant(axes(x.shape()));
    Operand<T> mean = tf.math.mean(x, over, Mean.keepDims(true));
    Operand<T> difference = tf.math.sub(x, mean);
    Operand<T> variance = tf.math.mean(tf.math.square(difference), over, Mean.keepDims(true));
    Operand<T> factor = tf.math.rsqrt(tf.math.add(variance, context.constant(epsilon)));
    Operand<T> y = tf.math.mul(rmsScaling ? x : difference, factor);
    if (hasGamma()) {
      y = tf.math.mul(y, aligned(tf, context.weight("gamma"), x.shape()));
    }
    if (hasBeta()) {
      y = tf.math.add(y, aligned(tf, context.weight("beta"), x.shape()));
    }
    return y;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    axis = options.integers("axis", axis);
    rmsScaling = options.bool("rmsScaling", rmsScaling);
  }

  @Override
  public void validate() {
    super.validate();
    if (axis == null || axis.length == 0) {
      throw new IllegalArgumentException("axis needs at least one axis, such as -1");
    }
  }

  private boolean hasGamma() {
    return scale || rmsScaling;
  }

  private boolean hasBeta() {
    return center && !rmsScaling;
  }

  /** The axes in the order in which gamma and beta have them. */
  private int[] axes(Shape input) {
    if (input.numDimensions() < 2) {
      throw new IllegalArgumentException(
          "LayerNormalization takes [batch, ..., features], not the shape " + input);
    }
    Axes.resolve(axis, input);
    // As in Keras, axes are sorted as they were given: -1 comes before 1.
    return Arrays.stream(axis).sorted().map(each -> Axes.resolve(each, input)).toArray();
  }

  /** A weight of the sizes along the axes, with the input's rank. */
  private <T extends TNumber> Operand<T> aligned(Ops tf, Operand<T> weight, Shape input) {
    int rank = input.numDimensions();
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    for (int each : axes(input)) {
      sizes[each] = input.get(each);
    }
    return axis.length == 1 && sizes[rank - 1] != 1
        ? weight
        : tf.reshape(weight, tf.constant(sizes));
  }
}
