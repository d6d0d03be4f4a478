package io.github.inverseactivation.layers.convolutional;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What depthwise and separable convolutions share: a step that convolves each channel by itself.
 *
 * @param <L> the subclass itself
 */
abstract class Depthwise<L extends Depthwise<L>> extends Convolution<L> {
  int depthMultiplier = 1;
  Initializer<?> depthwiseInitializer = new GlorotUniform();
  Regularizer depthwiseRegularizer;
  Constraint depthwiseConstraint;

  Depthwise(int axes, int... kernelSize) {
    super(axes, kernelSize);
  }

  /**
   * Sets how many outputs each channel gets from the depthwise step. Default: 1.
   *
   * @param depthMultiplier the number of outputs, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public L depthMultiplier(int depthMultiplier) {
    return with(copy -> copy.depthMultiplier = depthMultiplier);
  }

  /**
   * Sets how the depthwise kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public L depthwiseInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.depthwiseInitializer = initializer);
  }

  /**
   * Penalises the depthwise kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public L depthwiseRegularizer(Regularizer regularizer) {
    return with(copy -> copy.depthwiseRegularizer = regularizer);
  }

  /**
   * Projects the depthwise kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public L depthwiseConstraint(Constraint constraint) {
    return with(copy -> copy.depthwiseConstraint = constraint);
  }

  /** The declaration of the depthwise kernel under the name it has in the subclass. */
  final WeightSpec depthwiseKernel(String name, long channels) {
    return WeightSpec.trainable(name, kernelShape(channels, depthMultiplier), depthwiseInitializer)
        .regularizer(depthwiseRegularizer)
        .constraint(depthwiseConstraint);
  }

  /** Emits the depthwise step with the kernel of that name. */
  final <T extends TNumber> Operand<T> depthwise(
      LayerContext<T> context, Operand<T> x, String kernelName) {
    Ops tf = context.tf();
    Operand<T> kernel = context.weight(kernelName);
    return new Windows(tf, this)
        .apply(
            x,
            Kernels.takesDepthwise(strides),
            (input, step, edges) -> Kernels.depthwise(tf, input, kernel, step, edges));
  }

  @Override
  public void options(Options options) {
    depthMultiplier = options.integer("depthMultiplier", depthMultiplier);
    depthwiseInitializer =
        options.object("depthwiseInitializer", Initializer.class, depthwiseInitializer);
    depthwiseRegularizer =
        options.object("depthwiseRegularizer", Regularizer.class, depthwiseRegularizer);
    depthwiseConstraint =
        options.object("depthwiseConstraint", Constraint.class, depthwiseConstraint);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    if (depthMultiplier < 1) {
      throw new IllegalArgumentException(
          "depthMultiplier must be at least 1, not " + depthMultiplier);
    }
  }
}
