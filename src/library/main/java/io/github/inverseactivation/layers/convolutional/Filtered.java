package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.Sizes;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.Arrays;
import java.util.Objects;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;

/**
 * What convolutions with one kernel for each output channel share.
 *
 * @param <L> the subclass itself
 */
abstract class Filtered<L extends Filtered<L>> extends Convolution<L> {
  int filters;
  Initializer<?> kernelInitializer = new GlorotUniform();
  Regularizer kernelRegularizer;
  Constraint kernelConstraint;

  Filtered(int filters, int axes, int... kernelSize) {
    super(axes, kernelSize);
    this.filters = filters;
  }

  /**
   * Sets how the kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public L kernelInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.kernelInitializer = initializer);
  }

  /**
   * Penalises the kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L kernelRegularizer(Regularizer regularizer) {
    return with(copy -> copy.kernelRegularizer = regularizer);
  }

  /**
   * Projects the kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L kernelConstraint(Constraint constraint) {
    return with(copy -> copy.kernelConstraint = constraint);
  }

  /** The declaration of the kernel. */
  final WeightSpec kernel(Shape shape) {
    return WeightSpec.trainable("kernel", shape, kernelInitializer)
        .regularizer(kernelRegularizer)
        .constraint(kernelConstraint);
  }

  @Override
  final long outputChannels(long channels) {
    return filters;
  }

  @Override
  public void options(Options options) {
    filters = options.integer("filters", filters);
    kernelInitializer = options.object("kernelInitializer", Initializer.class, kernelInitializer);
    kernelRegularizer = options.object("kernelRegularizer", Regularizer.class, kernelRegularizer);
    kernelConstraint = options.object("kernelConstraint", Constraint.class, kernelConstraint);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (filters < 1) {
      throw new IllegalArgumentException("filters must be at least 1, not " + filters);
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
