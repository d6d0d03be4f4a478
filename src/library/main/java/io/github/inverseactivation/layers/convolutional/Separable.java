package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Sizes;
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
 * What separable convolutions share, over one axis or two: the depthwise step, then a mixing of the
 * channels at each position.
 *
 * @param <L> the subclass itself
 */
abstract class Separable<L extends Separable<L>> extends Depthwise<L> {
  private int filters;
  Initializer<?> pointwiseInitializer = new GlorotUniform();
  Regularizer pointwiseRegularizer;
  Constraint pointwiseConstraint;

  Separable(int filters, int axes, int... kernelSize) {
    super(axes, kernelSize);
    this.filters = filters;
    validate();
  }

  /**
   * Sets how the pointwise kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public L pointwiseInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.pointwiseInitializer = initializer);
  }

  /**
   * Penalises the pointwise kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L pointwiseRegularizer(Regularizer regularizer) {
    return with(copy -> copy.pointwiseRegularizer = regularizer);
  }

  /**
   * Projects the pointwise kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L pointwiseConstraint(Constraint constraint) {
    return with(copy -> copy.pointwiseConstraint = constraint);
  }

  @Override
  final List<WeightSpec> kernels(long channels) {
    Shape pointwise = Shape.of(mixed(channels), filters);
    for (int i = 0; i < axes; i++) {
      pointwise = pointwise.prepend(1);
    }
    return List.of(
        depthwiseKernel("depthwise_kernel", channels),
        WeightSpec.trainable("pointwise_kernel", pointwise, pointwiseInitializer)
            .regularizer(pointwiseRegularizer)
            .constraint(pointwiseConstraint));
  }

  @Override
  final long outputChannels(long channels) {
    return filters;
  }

  @Override
  final <T extends TNumber> Operand<T> convolve(LayerContext<T> context, Operand<T> x) {
    Operand<T> y = depthwise(context, x, "depthwise_kernel");
    Operand<T> kernel = context.weight("pointwise_kernel");
    int[] everyPosition = Sizes.of("strides", axes, 1, 1);
    return Kernels.plain(context.tf(), y, kernel, everyPosition, Padding.VALID, context.small());
  }

  @Override
  final long macsPerPosition(long channels) {
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
