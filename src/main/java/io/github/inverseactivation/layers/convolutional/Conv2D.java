package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A convolution over height and width: {@code activation(x * kernel + bias)}, where for each output
 * channel {@code f}
 *
 * <pre>
 * y[i, j, f] = sum over u, v, c of x[i*stride + u*dilation, j*stride + v*dilation, c] * kernel[u, v, c, f]
 * </pre>
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code dataFormat}
 * CHANNELS_LAST, {@code dilationRate} 1 (not together with strides above 1), {@code groups} 1,
 * {@code activation} linear, {@code useBias} true, initializers Glorot uniform and zeros, no
 * regularizers, no constraints.
 *
 * <pre>{@code
 * new Conv2D(16, 3)                                  // 16 kernels of 3x3
 * new Conv2D(64, 3, 5).strides(2, 1).padding(Padding.SAME).activation(Activations.RELU)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; height and width may be unknown. Output shape: the same with
 * {@code filters} channels; a size {@code n} becomes {@code ceil(n / stride)} with SAME and {@code
 * floor((n - (kernel - 1) * dilation - 1) / stride) + 1} with VALID padding. The shape is refused
 * with an {@link IllegalArgumentException} if it has another number of dimensions, if its channels
 * are unknown or not a multiple of the groups, or if the window does not fit.
 *
 * <p>Weights: {@code kernel [height, width, channels / groups, filters]}, {@code bias [filters]}.
 * Multiply-accumulates: the kernel's size times the positions of the output, where an unknown
 * height or width counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.Conv2D}.
 */
public final class Conv2D extends Convolution<Conv2D> {
  private int filters;
  private int groups = 1;
  private Initializer<?> kernelInitializer = new GlorotUniform();
  private Regularizer kernelRegularizer;
  private Constraint kernelConstraint;

  /**
   * A convolution with square kernels.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the kernels' height and width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv2D(int filters, int kernelSize) {
    super(2, kernelSize);
    this.filters = filters;
    validate();
  }

  /**
   * A convolution.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelHeight the kernels' height, at least 1
   * @param kernelWidth the kernels' width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public Conv2D(int filters, int kernelHeight, int kernelWidth) {
    super(2, kernelHeight, kernelWidth);
    this.filters = filters;
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
  public Conv2D groups(int groups) {
    return with(copy -> copy.groups = groups);
  }

  /**
   * Sets how the kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public Conv2D kernelInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.kernelInitializer = initializer);
  }

  /**
   * Penalises the kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public Conv2D kernelRegularizer(Regularizer regularizer) {
    return with(copy -> copy.kernelRegularizer = regularizer);
  }

  /**
   * Projects the kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public Conv2D kernelConstraint(Constraint constraint) {
    return with(copy -> copy.kernelConstraint = constraint);
  }

  @Override
  List<WeightSpec> kernels(long channels) {
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "the input's "
              + channels
              + " channels cannot be split into "
              + groups
              + " equal groups: choose a number of groups that divides them");
    }
    return List.of(
        WeightSpec.trainable("kernel", kernelShape(channels / groups, filters), kernelInitializer)
            .regularizer(kernelRegularizer)
            .constraint(kernelConstraint));
  }

  @Override
  long outputChannels(long channels) {
    return filters;
  }

  @Override
  <T extends TNumber> Operand<T> convolve(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> kernel = context.weight("kernel");
    return new Windows(tf, this)
        .apply(
            x,
            true,
            (input, step, edges) ->
                groups == 1
                    ? plain(tf, input, kernel, step, edges)
                    : grouped(tf, input, kernel, step, edges));
  }

  /** The runtime's convolution. */
  static <T extends TNumber> Operand<T> plain(
      Ops tf, Operand<T> x, Operand<T> kernel, int[] strides, Padding padding) {
    List<Long> steps = List.of(1L, (long) strides[0], (long) strides[1], 1L);
    return tf.nn.conv2d(x, kernel, steps, padding.name());
  }

  // The runtime's own grouped convolution has no gradients without oneDNN, and fails where its
  // graph
  // optimizer fuses it with the bias; one convolution for each group is as fast. Groups of a single
  // channel are a depthwise convolution, whose kernel is this one in another shape.
  private <T extends TNumber> Operand<T> grouped(
      Ops tf, Operand<T> x, Operand<T> kernel, int[] step, Padding edges) {
    long channels = x.shape().get(3);
    if (channels == groups && step[0] == step[1]) {
      Shape shape = kernelShape(channels, filters / groups);
      Operand<T> depthwise = tf.reshape(kernel, tf.constant(shape.asArray()));
      List<Long> steps = List.of(1L, (long) step[0], (long) step[1], 1L);
      return tf.nn.depthwiseConv2dNative(x, depthwise, steps, edges.name());
    }
    Operand<TInt32> last = tf.constant(3);
    List<Output<T>> inputs = tf.split(last, x, (long) groups).output();
    List<Output<T>> kernels = tf.split(last, kernel, (long) groups).output();
    List<Operand<T>> outputs = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      outputs.add(plain(tf, inputs.get(i), kernels.get(i), step, edges));
    }
    return tf.concat(outputs, last);
  }

  @Override
  long macsPerPosition(long channels) {
    return Math.multiplyExact(window() * (channels / groups), (long) filters);
  }

  @Override
  public void options(Options options) {
    filters = options.integer("filters", filters);
    groups = options.integer("groups", groups);
    kernelInitializer = options.object("kernelInitializer", Initializer.class, kernelInitializer);
    kernelRegularizer = options.object("kernelRegularizer", Regularizer.class, kernelRegularizer);
    kernelConstraint = options.object("kernelConstraint", Constraint.class, kernelConstraint);
    super.options(options);
  }

  @Override
  public void validate() {
    if (filters < 1) {
      throw new IllegalArgumentException("filters must be at least 1, not " + filters);
    }
    if (groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "groups must be at least 1 and divide the "
              + filters
              + " filters, not "
              + groups
              + ": choose a divisor");
    }
    if (Arrays.stream(strides).max().getAsInt() > 1
        && Arrays.stream(dilationRate).max().getAsInt() > 1) {
      throw new IllegalArgumentException(
          "strides "
              + Sizes.text(strides)
              + " and dilationRate "
              + Sizes.text(dilationRate)
              + " cannot both be above 1: leave one of them at 1");
    }
  }
}
