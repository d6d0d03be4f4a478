package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A convolution in two steps: one of each channel by itself, as in {@link DepthwiseConv2D}, then a
 * mixing of the channels at each position, {@code activation(depthwise(x) * pointwiseKernel +
 * bias)}.
 *
 * <p>Options and their defaults: {@code strides} 1, {@code padding} VALID, {@code dataFormat}
 * CHANNELS_LAST, {@code dilationRate} 1, {@code depthMultiplier} 1, {@code activation} linear,
 * {@code useBias} true, initializers Glorot uniform, Glorot uniform and zeros, no regularizers, no
 * constraints. Strides may be combined with dilation, and may differ along the axes.
 *
 * <pre>{@code
 * new SeparableConv2D(64, 3).padding(Padding.SAME).activation(Activations.RELU)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; height and width may be unknown. Output shape: the same with
 * {@code filters} channels and the sizes of {@link Conv2D}. The shape is refused with an {@link
 * IllegalArgumentException} if it has another number of dimensions, if its channels are unknown, or
 * if the window does not fit.
 *
 * <p>Weights: {@code depthwise_kernel [height, width, channels, depthMultiplier]}, {@code
 * pointwise_kernel [1, 1, channels * depthMultiplier, filters]}, {@code bias [filters]}.
 * Multiply-accumulates: the kernels' sizes times the positions of the output, where an unknown
 * height or width counts as 1.
 *
 * <p>Source: Keras, {@code keras.layers.SeparableConv2D}.
 */
public final class SeparableConv2D extends Depthwise<SeparableConv2D> {
  private static final int[] EVERY_POSITION = {1, 1};

  private int filters;
  private Initializer<?> pointwiseInitializer = new GlorotUniform();
  private Regularizer pointwiseRegularizer;
  private Constraint pointwiseConstraint;

  /**
   * A separable convolution with square depthwise kernels.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelSize the depthwise kernels' height and width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public SeparableConv2D(int filters, int kernelSize) {
    super(kernelSize);
    this.filters = filters;
    validate();
  }

  /**
   * A separable convolution.
   *
   * @param filters the number of output channels, at least 1
   * @param kernelHeight the depthwise kernels' height, at least 1
   * @param kernelWidth the depthwise kernels' width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public SeparableConv2D(int filters, int kernelHeight, int kernelWidth) {
    super(kernelHeight, kernelWidth);
    this.filters = filters;
    validate();
  }

  /**
   * Sets how the pointwise kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public SeparableConv2D pointwiseInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.pointwiseInitializer = initializer);
  }

  /**
   * Penalises the pointwise kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public SeparableConv2D pointwiseRegularizer(Regularizer regularizer) {
    return with(copy -> copy.pointwiseRegularizer = regularizer);
  }

  /**
   * Projects the pointwise kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public SeparableConv2D pointwiseConstraint(Constraint constraint) {
    return with(copy -> copy.pointwiseConstraint = constraint);
  }

  @Override
  List<WeightSpec> kernels(long channels) {
    Shape pointwise = Shape.of(1, 1, mixed(channels), filters);
    return List.of(
        depthwiseKernel("depthwise_kernel", channels),
        WeightSpec.trainable("pointwise_kernel", pointwise, pointwiseInitializer)
            .regularizer(pointwiseRegularizer)
            .constraint(pointwiseConstraint));
  }

  @Override
  long outputChannels(long channels) {
    return filters;
  }

  @Override
  <T extends TNumber> Operand<T> convolve(LayerContext<T> context, Operand<T> x) {
    Operand<T> y = depthwise(context, x, "depthwise_kernel");
    Operand<T> kernel = context.weight("pointwise_kernel");
    return Conv2D.plain(context.tf(), y, kernel, EVERY_POSITION, Padding.VALID);
  }

  @Override
  long macsPerPosition(long channels) {
    return Math.multiplyExact(mixed(channels), window() + filters);
  }

  @Override
  public void options(Options options) {
    filters = options.integer("filters", filters);
    pointwiseInitializer =
        options.object("pointwiseInitializer", Initializer.class, pointwiseInitializer);
    pointwiseRegularizer =
        options.object("pointwiseRegularizer", Regularizer.class, pointwiseRegularizer);
    pointwiseConstraint =
        options.object("pointwiseConstraint", Constraint.class, pointwiseConstraint);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (filters < 1) {
      throw new IllegalArgumentException("filters must be at least 1, not " + filters);
    }
  }

  /** The channels between the two steps. */
  private long mixed(long channels) {
    return Math.multiplyExact(channels, (long) depthMultiplier);
  }
}
