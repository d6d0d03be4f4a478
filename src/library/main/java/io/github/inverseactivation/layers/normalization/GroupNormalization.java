package io.github.inverseactivation.layers.normalization;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Axes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Group normalization: each group of channels of each example with mean 0 and variance 1, then
 * scaled and shifted for each channel.
 *
 * <pre>
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta
 * </pre>
 *
 * <p>It depends on no other example, so training and inference are the same, also with small
 * batches.
 *
 * <p>Options and their defaults: {@code groups} 32, {@code axis} -1, {@code epsilon} 0.001, {@code
 * center} and {@code scale} true, initializers zeros and ones, no regularizers, no constraints.
 *
 * <pre>{@code
 * new GroupNormalization().groups(8)
 * new GroupNormalization().groups(-1)   // each channel by itself
 * }</pre>
 *
 * <p>Input shape: any of rank 2 or more, whose channels are known; other sizes may be unknown.
 * Output shape: the input's. Weights: {@code gamma [channels]}, {@code beta [channels]}. Channels
 * that cannot be split into the groups are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.GroupNormalization}; Wu, He 2018, arXiv 1803.08494.
 */
public final class GroupNormalization extends ScaledAndShifted<GroupNormalization> {
  private int groups = 32;
  private int axis = -1;

  /** Group normalization of 32 groups over the last dimension, with Keras's defaults. */
  public GroupNormalization() {}

  /**
   * Sets the number of groups. Default: 32.
   *
   * @param groups at least 1 and a divisor of the channels; 1 for all channels together, -1 for
   *     each channel by itself
   * @return a changed copy
   * @throws IllegalArgumentException if it is 0 or below -1
   */
  public GroupNormalization groups(int groups) {
    return with(copy -> copy.groups = groups);
  }

  /**
   * Sets the axis of the channels. Default: -1, the last; 1 for channels first.
   *
   * @param axis the axis, counted from the end when negative
   * @return a changed copy
   */
  public GroupNormalization axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  protected Shape outputShape(Shape input) {
    groupCount(input);
    return input;
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    groupCount(input);
    Shape channels = Shape.of(input.get(channelAxis(input)));
    List<WeightSpec> weights = new ArrayList<>();
    if (scale) {
      weights.add(gamma(channels));
    }
    if (center) {
      weights.add(beta(channels));
    }
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Shape input = x.shape();
    int channelAxis = channelAxis(input);
    int count = groupCount(input);
    int rank = input.numDimensions();
    // The channels' axis becomes two: the groups, and the channels within each.
    Operand<TInt32> shape = tf.shape(x);
    List<Operand<TInt32>> sizes = new ArrayList<>();
    long[] perChannel = new long[rank + 1];
    Arrays.fill(perChannel, 1);
    for (int i = 0; i < rank; i++) {
      if (i == channelAxis) {
        int within = Math.toIntExact(input.get(i)) / count;
        sizes.add(tf.array(count, within));
        perChannel[i] = count;
        perChannel[i + 1] = within;
      } else {
        sizes.add(tf.stridedSlice(shape, tf.array(i), tf.array(i + 1), tf.array(1)));
      }
    }
    Operand<T> grouped = tf.reshape(x, tf.concat(sizes, tf.constant(0)));
    var over = tf.constant(IntStream.rangeClosed(1, rank).filter(i -> i != channelAxis).toArray());
    Operand<T> mean = tf.math.mean(grouped, over, Mean.keepDims(true));
    Operand<T> difference = tf.math.sub(grouped, mean);
    Operand<T> variance = tf.math.mean(tf.math.square(difference), over, Mean.keepDims(true));
    Operand<T> y =
        tf.math.mul(difference, tf.math.rsqrt(tf.math.add(variance, context.constant(epsilon))));
    if (scale) {
      y = tf.math.mul(y, tf.reshape(context.weight("gamma"), tf.constant(perChannel)));
    }
    if (center) {
      y = tf.math.add(y, tf.reshape(context.weight("beta"), tf.constant(perChannel)));
    }
    return tf.reshape(y, shape);
  }

  @Override
  public void options(Options options) {
    groups = options.integer("groups", groups);
    axis = options.integer("axis", axis);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (groups < 1 && groups != -1) {
      throw new IllegalArgumentException("groups must be at least 1, or -1, not " + groups);
    }
  }

  private int channelAxis(Shape input) {
    int channelAxis = Axes.resolve(axis, input);
    if (channelAxis == 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " is the batch of the input shape " + input + ": choose another");
    }
    return channelAxis;
  }

  private int groupCount(Shape input) {
    long channels = input.get(channelAxis(input));
    if (channels == Shape.UNKNOWN_SIZE || groups != -1 && channels % groups != 0) {
      throw new IllegalArgumentException(
          "cannot split the channels, axis "
              + axis
              + " of the input shape "
              + input
              + ", into "
              + groups
              + " equal groups: give a known number of channels and a divisor of it");
    }
    return groups == -1 ? Math.toIntExact(channels) : groups;
  }
}
