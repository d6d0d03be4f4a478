package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.ChannelAffine;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Batch normalization: each channel with mean 0 and variance 1 over the batch, then scaled and
 * shifted.
 *
 * <pre>
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta
 * </pre>
 *
 * <p>In training, mean and variance are the batch's, and the moving averages follow them: {@code
 * moving = moving momentum + batch (1 - momentum)}. At inference, and in a frozen layer ({@code
 * trainable(false)}), the moving averages take their place and stay as they are. The variance is
 * the mean of squared differences, as in Keras.
 *
 * <pre>{@code
 * Sequential.of(new Conv2D(32, 3).useBias(false), new BatchNormalization(), new ReLU());
 * }</pre>
 *
 * <p>Where the input has a mask, the batch's statistics are those of the places that count.
 *
 * <p>Input shape: any of rank 2 or more, whose size along {@code axis} is known. Output shape: the
 * input's. Weights, one number a channel: {@code gamma}, {@code beta}, {@code moving_mean}, {@code
 * moving_variance}.
 *
 * <p>Source: Keras, {@code keras.layers.BatchNormalization}; Ioffe and Szegedy 2015, arXiv
 * 1502.03167. Batch renormalization and statistics across replicas are not supported.
 */
public final class BatchNormalization extends ScaledAndShifted<BatchNormalization>
    implements ChannelAffine {
  /** Keras's epsilon, against a division by zero where nothing counts. */
  private static final double SMALL = 1e-7;

  private int axis = -1;
  private double momentum = 0.99;
  private Initializer<?> movingMeanInitializer = new Zeros();
  private Initializer<?> movingVarianceInitializer = new Ones();

  /** Batch normalization over the last dimension, with Keras's defaults. */
  public BatchNormalization() {}

  /**
   * Sets the axis of the channels. Default: -1, the last; 1 for channels first.
   *
   * @param axis the axis, counted from the end when negative
   * @return a changed copy
   */
  public BatchNormalization axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  /**
   * Sets how much of a moving average stays at each step. Default: 0.99.
   *
   * @param momentum from 0 to 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public BatchNormalization momentum(double momentum) {
    return with(copy -> copy.momentum = momentum);
  }

  /**
   * Sets how the moving mean starts. Default: {@link Zeros}.
   *
   * @param initializer draws the moving mean
   * @return a changed copy
   */
  public BatchNormalization movingMeanInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.movingMeanInitializer = initializer);
  }

  /**
   * Sets how the moving variance starts. Default: {@link Ones}.
   *
   * @param initializer draws the moving variance
   * @return a changed copy
   */
  public BatchNormalization movingVarianceInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.movingVarianceInitializer = initializer);
  }

  @Override
  public boolean takesMask() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    channelAxis(input);
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    Shape channels = Shape.of(input.get(channelAxis(input)));
    List<WeightSpec> weights = new ArrayList<>();
    if (scale) {
      weights.add(gamma(channels));
    }
    if (center) {
      weights.add(beta(channels));
    }
    weights.add(WeightSpec.state("moving_mean", channels, movingMeanInitializer));
    weights.add(WeightSpec.state("moving_variance", channels, movingVarianceInitializer));
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    int channelAxis = channelAxis(x.shape());
    if (!context.training() || !context.trainable()) {
      Affine<T> affine = affine(context);
      Operand<T> factor = context.precomputed(affine.factor());
      return applied(context, x, new Affine<>(factor, context.precomputed(affine.shift())));
    }
    if (context.mask(0) != null) {
      return masked(context, x, context.mask(0), channelAxis);
    }
    boolean channelsLast = channelAxis == x.shape().numDimensions() - 1;
    return channelsLast && context.dtype() == TFloat32.class
        ? fused(context, x)
        : composed(context, x, channelAxis);
  }

  /** Statistics and normalization in one pass over memory, forward and backward. */
  private <T extends TNumber> Operand<T> fused(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Shape shape = x.shape();
    long channels = shape.get(shape.numDimensions() - 1);
    boolean image = shape.numDimensions() == 4;
    Operand<T> rows = image ? x : tf.reshape(x, tf.constant(new long[] {-1, 1, 1, channels}));
    Operand<T> none = tf.dtypes.cast(tf.constant(new float[0]), context.dtype());
    FusedBatchNorm<T, T> norm =
        tf.nn.fusedBatchNorm(
            rows,
            scale ? context.weight("gamma") : filled(context, channels, 1),
            center ? context.weight("beta") : filled(context, channels, 0),
            none,
            none,
            FusedBatchNorm.epsilon((float) epsilon),
            FusedBatchNorm.isTraining(true));
    // The operation's variance is the unbiased estimate, that is, times n / (n - 1).
    var count = tf.math.div(tf.size(x, TInt64.class), tf.constant(channels));
    Operand<T> n = tf.dtypes.cast(count, context.dtype());
    Operand<T> biased =
        tf.math.div(tf.math.maximum(tf.math.sub(n, context.constant(1)), context.constant(1)), n);
    follow(context, norm.batchMean(), tf.math.mul(norm.batchVariance(), biased));
    return image ? norm.y() : tf.reshape(norm.y(), tf.shape(x));
  }

  private <T extends TNumber> Operand<T> composed(
      LayerContext<T> context, Operand<T> x, int channelAxis) {
    Ops tf = context.tf();
    int rank = x.shape().numDimensions();
    var others =
        tf.constant(IntStream.range(0, rank).filter(each -> each != channelAxis).toArray());
    Operand<T> mean = tf.math.mean(x, others);
    Operand<T> difference = tf.math.sub(x, channelwise(tf, mean, x.shape()));
    Operand<T> variance = tf.math.mean(tf.math.square(difference), others);
    follow(context, mean, variance);
    return applied(context, x, affine(context, mean, variance));
  }

  /** Statistics of the places that count. */
  private <T extends TNumber> Operand<T> masked(
      LayerContext<T> context, Operand<T> x, Operand<TBool> mask, int channelAxis) {
    Ops tf = context.tf();
    int rank = x.shape().numDimensions();
    if (mask.shape().numDimensions() != rank - 1) {
      throw new IllegalArgumentException(
          "BatchNormalization takes a mask of one dimension less than its input "
              + x.shape()
              + ", not one of the shape "
              + mask.shape());
    }
    var others =
        tf.constant(IntStream.range(0, rank).filter(each -> each != channelAxis).toArray());
    Operand<TBool> counts = tf.broadcastTo(tf.expandDims(mask, tf.constant(-1)), tf.shape(x));
    Operand<T> zero = context.constant(0);
    Operand<T> count = tf.reduceSum(tf.dtypes.cast(counts, context.dtype()), others);
    Operand<T> divisor = tf.math.add(count, context.constant(SMALL));
    Operand<T> mean = tf.math.div(tf.reduceSum(tf.select(counts, x, zero), others), divisor);
    Operand<T> difference =
        tf.select(counts, tf.math.sub(x, channelwise(tf, mean, x.shape())), zero);
    Operand<T> variance = tf.math.div(tf.reduceSum(tf.math.square(difference), others), divisor);
    follow(context, mean, variance);
    return applied(context, x, affine(context, mean, variance));
  }

  private <T extends TNumber> void follow(
      LayerContext<T> context, Operand<T> mean, Operand<T> variance) {
    context.update("moving_mean", next(context, context.weight("moving_mean"), mean));
    context.update("moving_variance", next(context, context.weight("moving_variance"), variance));
  }

  private <T extends TNumber> Operand<T> next(
      LayerContext<T> context, Operand<T> moving, Operand<T> batch) {
    Ops tf = context.tf();
    return tf.math.add(
        tf.math.mul(moving, context.constant(momentum)),
        tf.math.mul(batch, context.constant(1 - momentum)));
  }

  /** Everything that is one number a channel was computed before: two operations see all of x. */
  private <T extends TNumber> Operand<T> applied(
      LayerContext<T> context, Operand<T> x, Affine<T> affine) {
    Ops tf = context.tf();
    return tf.math.add(
        tf.math.mul(x, channelwise(tf, affine.factor(), x.shape())),
        channelwise(tf, affine.shift(), x.shape()));
  }

  @Override
  public boolean isAffineInLastAxis(Shape input) {
    return channelAxis(input) == input.numDimensions() - 1;
  }

  @Override
  public <T extends TNumber> Affine<T> affine(LayerContext<T> context) {
    return affine(context, context.weight("moving_mean"), context.weight("moving_variance"));
  }

  private <T extends TNumber> Affine<T> affine(
      LayerContext<T> context, Operand<T> mean, Operand<T> variance) {
    Ops tf = context.tf();
    Operand<T> factor = tf.math.rsqrt(tf.math.add(variance, context.constant(epsilon)));
    if (scale) {
      factor = tf.math.mul(factor, context.weight("gamma"));
    }
    Operand<T> shift = tf.math.neg(tf.math.mul(mean, factor));
    if (center) {
      shift = tf.math.add(shift, context.weight("beta"));
    }
    return new Affine<>(factor, shift);
  }

  private <T extends TNumber> Operand<T> channelwise(Ops tf, Operand<T> vector, Shape input) {
    int channelAxis = channelAxis(input);
    int rank = input.numDimensions();
    if (channelAxis == rank - 1) {
      return vector;
    }
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[channelAxis] = input.get(channelAxis);
    return tf.reshape(vector, tf.constant(sizes));
  }

  private static <T extends TNumber> Operand<T> filled(
      LayerContext<T> context, long channels, double value) {
    return context.tf().fill(context.tf().array(channels), context.constant(value));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    axis = options.integer("axis", axis);
    momentum = options.number("momentum", momentum);
    movingMeanInitializer =
        options.object("movingMeanInitializer", Initializer.class, movingMeanInitializer);
    movingVarianceInitializer =
        options.object("movingVarianceInitializer", Initializer.class, movingVarianceInitializer);
  }

  @Override
  public void validate() {
    super.validate();
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException("momentum must be from 0 to 1, not " + momentum);
    }
  }

  private int channelAxis(Shape input) {
    if (input.numDimensions() < 2) {
      throw new IllegalArgumentException(
          "BatchNormalization takes [batch, ..., channels], not the shape " + input);
    }
    int channelAxis = Axes.resolve(axis, input);
    if (channelAxis == 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " is the batch of the input shape " + input + ": choose another");
    }
    return channelAxis;
  }
}
