package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * What the plain convolutions share, over any number of axes: the channels may be convolved in
 * groups.
 *
 * @param <L> the subclass itself
 */
abstract class Grouped<L extends Grouped<L>> extends Filtered<L> {
  /** oneDNN pads channels to a multiple of 16. */
  private static final int BUNDLED_CHANNELS = 16;

  int groups = 1;

  Grouped(int filters, int axes, int... kernelSize) {
    super(filters, axes, kernelSize);
    validate();
  }

  /**
   * Splits the channels into groups that are convolved separately, each giving {@code filters /
   * groups} of the output's channels. Default: 1.
   *
   * @param groups the number of groups, at least 1; divides the filters and the input's channels
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1 or does not divide the filters
   */
  public L groups(int groups) {
    return with(copy -> copy.groups = groups);
  }

  @Override
  final List<WeightSpec> kernels(long channels) {
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "the input's "
              + channels
              + " channels cannot be split into "
              + groups
              + " equal groups: choose a number of groups that divides them");
    }
    return List.of(kernel(kernelShape(channels / groups, filters)));
  }

  @Override
  final <T extends TNumber> Operand<T> convolve(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> kernel = context.weight("kernel");
    return new Windows(tf, this)
        .apply(
            x,
            true,
            (input, step, edges) ->
                groups == 1
                    ? Kernels.plain(tf, input, kernel, step, edges, context.small())
                    : grouped(context, input, kernel, step, edges));
  }

  // The runtime's own grouped convolution has no gradients without oneDNN, and fails where its
  // graph optimizer fuses it with the bias. So there is one convolution for each bundle of groups.
  // Groups of a single channel are a depthwise convolution, whose kernel is this one in another
  // shape.
  private <T extends TNumber> Operand<T> grouped(
      LayerContext<T> context, Operand<T> x, Operand<T> kernel, int[] step, Padding edges) {
    Ops tf = context.tf();
    long channels = x.shape().get(axes + 1);
    if (channels == groups && Kernels.takesDepthwise(step)) {
      Shape shape = kernelShape(channels, filters / groups);
      Operand<T> depthwise = tf.reshape(kernel, tf.constant(shape.asArray()));
      return Kernels.depthwise(tf, x, depthwise, step, edges);
    }
    int bundle = bundle(channels);
    int bundles = groups / bundle;
    Operand<T> wide = bundle == 1 ? kernel : bundled(tf, kernel, bundle);
    if (bundles == 1) {
      return Kernels.plain(tf, x, wide, step, edges, context.small());
    }
    Operand<TInt32> last = tf.constant(axes + 1);
    List<Output<T>> inputs = tf.split(last, x, (long) bundles).output();
    List<Output<T>> kernels = tf.split(last, wide, (long) bundles).output();
    List<Operand<T>> outputs = new ArrayList<>();
    for (int i = 0; i < bundles; i++) {
      outputs.add(Kernels.plain(tf, inputs.get(i), kernels.get(i), step, edges, context.small()));
    }
    return tf.concat(outputs, last);
  }

  /** How many groups are convolved at once: fewer channels would cost as much as these. */
  private int bundle(long channels) {
    long narrower = Math.min(channels, filters) / groups;
    int bundle = 1;
    while (bundle < groups && (groups % bundle != 0 || bundle * narrower < BUNDLED_CHANNELS)) {
      bundle++;
    }
    return bundle;
  }

  /** A kernel for fewer and larger groups: in each, those given lie on the diagonal. */
  private <T extends TNumber> Operand<T> bundled(Ops tf, Operand<T> kernel, int bundle) {
    long channels = kernel.shape().get(axes);
    long[] apart = {window(), 1, channels, groups / bundle, bundle, filters / groups};
    float[] diagonal = new float[bundle * bundle];
    for (int i = 0; i < bundle; i++) {
      diagonal[i * bundle + i] = 1;
    }
    Operand<T> mask =
        tf.dtypes.cast(
            tf.constant(Shape.of(1, bundle, 1, 1, bundle, 1), DataBuffers.of(diagonal)),
            kernel.type());
    return tf.reshape(
        tf.math.mul(tf.reshape(kernel, tf.constant(apart)), mask),
        tf.constant(kernelShape(channels * bundle, filters).asArray()));
  }

  @Override
  final long macsPerPosition(long channels) {
    return Math.multiplyExact(window() * (channels / groups), (long) filters);
  }

  @Override
  public void options(Options options) {
    groups = options.integer("groups", groups);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "groups must be at least 1 and divide the "
              + filters
              + " filters, not "
              + groups
              + ": choose a divisor");
    }
  }
}
