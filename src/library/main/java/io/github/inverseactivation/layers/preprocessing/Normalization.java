package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Shifts and scales features by a known mean and variance: {@code y = (x - mean) / max(sqrt(
 * variance), 1e-7)}, or with {@code invert} the other way round.
 *
 * <p>Mean and variance are given, or are weights that are not trained. As such they start as 0 and
 * 1, or as those of some data with {@code Preprocessing.adapt} or {@link #adapted}, or come from a
 * file.
 *
 * <p>Options and their defaults: {@code axis} -1, {@code mean} and {@code variance} none, {@code
 * invert} false.
 *
 * <pre>{@code
 * new Normalization(-1, new double[] {0.485, 0.456, 0.406}, new double[] {0.052, 0.05, 0.051})
 * }</pre>
 *
 * <p>The mean and variance of each feature of some data:
 *
 * <pre>{@code
 * Normalization normalization = Preprocessing.adapt(new Normalization(), data);
 * }</pre>
 *
 * <p>Input shape: any, whose sizes along {@code axis} are known. Output shape: the input's.
 * Weights, where mean and variance are not given, of the sizes along {@code axis}: {@code mean},
 * {@code variance}, and a {@code count []} that Keras keeps for old files. A mean of another length
 * is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Normalization}.
 */
public final class Normalization extends SingleInputLayer<Normalization> {
  private static final double LEAST_DEVIATION = 1e-7;

  private int[] axis = {-1};
  private double[] mean;
  private double[] variance;
  private boolean invert;
  private double[] adaptedMean;
  private double[] adaptedVariance;

  /** Mean and variance are weights. */
  public Normalization() {}

  /**
   * Mean and variance are given.
   *
   * @param axis the axis along which positions have a mean and variance of their own, counted from
   *     the end when negative, such as -1
   * @param mean one finite number for all, or one for each position along the last of the axes
   * @param variance as many numbers, finite and at least 0
   * @throws IllegalArgumentException if there are not as many, or one is out of range
   */
  public Normalization(int axis, double[] mean, double[] variance) {
    this.axis = new int[] {axis};
    this.mean = mean.clone();
    this.variance = variance.clone();
    validate();
  }

  /**
   * Sets the axes along which positions have a mean and variance of their own. Default: -1, the
   * last.
   *
   * @param axis axes, counted from the end when negative; none for one mean and variance of all
   * @return a changed copy
   */
  public Normalization axis(int... axis) {
    return with(copy -> copy.axis = axis.clone());
  }

  /**
   * Undoes a normalization: {@code y = x * max(sqrt(variance), 1e-7) + mean}. Default: false.
   *
   * @param invert whether to undo
   * @return a changed copy
   */
  public Normalization invert(boolean invert) {
    return with(copy -> copy.invert = invert);
  }

  /**
   * Lets the weights start as the mean and variance of some data. {@code Preprocessing.adapt}
   * computes them. They are no options, so a configuration does not have them: as in Keras, they
   * are saved with the weights.
   *
   * @param mean finite numbers, one for each position along the axes, the last axis fastest
   * @param variance as many numbers, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if there are not as many, one is out of range, or this layer
   *     was given a mean and variance as options
   */
  public Normalization adapted(double[] mean, double[] variance) {
    if (this.mean != null) {
      throw new IllegalArgumentException(
          "this layer was given its mean and variance: adapt a new Normalization()");
    }
    requireMoments(mean, variance);
    return with(
        copy -> {
          copy.adaptedMean = mean.clone();
          copy.adaptedVariance = variance.clone();
        });
  }

  /**
   * The axes along which positions have a mean and variance of their own.
   *
   * @return axes, counted from the end when negative
   */
  public int[] axes() {
    return axis.clone();
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    Shape kept = kept(input);
    if (adaptedMean != null && !kept.hasUnknownDimension() && kept.size() != adaptedMean.length) {
      throw new IllegalArgumentException(
          "the layer was adapted to "
              + adaptedMean.length
              + " positions, but along axis "
              + Arrays.toString(axis)
              + " the input shape "
              + input
              + " has the sizes "
              + kept
              + ": adapt it to data of this shape");
    }
    if (mean != null && mean.length > 1) {
      int last = kept.numDimensions() - 1;
      if (last < 0 || kept.get(last) != mean.length) {
        throw new IllegalArgumentException(
            "mean has "
                + mean.length
                + " numbers, but along axis "
                + Arrays.toString(axis)
                + " the input shape "
                + input
                + " has the sizes "
                + kept
                + ": give one number, or one for each position");
      }
    }
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    return mean != null
        ? List.of()
        : List.of(
            WeightSpec.state("mean", kept(input), start(adaptedMean, new Zeros())),
            WeightSpec.state("variance", kept(input), start(adaptedVariance, new Ones())),
            WeightSpec.state("count", Shape.scalar(), new Zeros()));
  }

  private static Initializer<?> start(double[] adapted, Initializer<?> otherwise) {
    return adapted == null ? otherwise : new GivenNumbers(adapted);
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> center = mean == null ? context.weight("mean") : constant(context, mean);
    Operand<T> spread = mean == null ? context.weight("variance") : constant(context, variance);
    Operand<T> deviation = tf.math.maximum(tf.math.sqrt(spread), context.constant(LEAST_DEVIATION));
    Operand<T> shift = aligned(tf, center, x.shape());
    Operand<T> scale = aligned(tf, deviation, x.shape());
    return invert
        ? tf.math.add(tf.math.mul(x, scale), shift)
        : tf.math.div(tf.math.sub(x, shift), scale);
  }

  @Override
  public void options(Options options) {
    int[] axes = options.integers("axis", axis);
    axis = axes == null ? new int[0] : axes;
    mean = options.numbers("mean", mean);
    variance = options.numbers("variance", variance);
    invert = options.bool("invert", invert);
  }

  @Override
  public void validate() {
    if (mean != null || variance != null) {
      requireMoments(mean, variance);
    }
  }

  private static void requireMoments(double[] mean, double[] variance) {
    if (mean == null || variance == null || mean.length != variance.length || mean.length == 0) {
      throw new IllegalArgumentException(
          "mean and variance have as many numbers, at least one, or are both absent; found "
              + Arrays.toString(mean)
              + " and "
              + Arrays.toString(variance));
    }
    if (!(Arrays.stream(mean).allMatch(Double::isFinite)
        && Arrays.stream(variance).allMatch(each -> each >= 0 && Double.isFinite(each)))) {
      throw new IllegalArgumentException(
          "mean must be finite and variance at least 0, not "
              + Arrays.toString(mean)
              + " and "
              + Arrays.toString(variance));
    }
  }

  private static <T extends TNumber> Operand<T> constant(
      LayerContext<T> context, double[] numbers) {
    Ops tf = context.tf();
    return numbers.length == 1
        ? context.constant(numbers[0])
        : tf.dtypes.cast(tf.constant(numbers), context.dtype());
  }

  /** The sizes along the axes. */
  private Shape kept(Shape input) {
    long[] sizes = Arrays.stream(Axes.resolve(axis, input)).mapToLong(input::get).toArray();
    return Shape.of(sizes);
  }

  /** Gives a value of the sizes along the axes, or the last of them, the input's rank. */
  private <T extends TNumber> Operand<T> aligned(Ops tf, Operand<T> value, Shape input) {
    int given = value.shape().numDimensions();
    if (given == 0) {
      return value;
    }
    int[] axes = Axes.resolve(axis, input);
    long[] sizes = new long[input.numDimensions()];
    Arrays.fill(sizes, 1);
    for (int i = axes.length - given; i < axes.length; i++) {
      sizes[axes[i]] = input.get(axes[i]);
    }
    return tf.reshape(value, tf.constant(sizes));
  }
}
