package io.github.inverseactivation.layers.core;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Fans;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A dense layer over any dimensions: {@code activation(einsum(equation, x, kernel) + bias)}. The
 * equation has a letter for each dimension of the input, of the kernel and of the output:
 *
 * <pre>
 * abc,cd->abd      y[a, b, d] = sum over c of x[a, b, c] * kernel[c, d]
 * ...c,cd->...d    the same for an input with any number of dimensions
 * ab...,bc->ac...  the dimension after the batch, whatever follows
 * </pre>
 *
 * <p>Options and their defaults: {@code biasAxes} none and so no bias, {@code activation} linear,
 * initializers Glorot uniform (whose inputs are what is summed over) and zeros, no regularizers, no
 * constraints.
 *
 * <pre>{@code
 * new EinsumDense("abc,cd->abd", -1, 64).biasAxes("d")   // as new Dense(64) of a sequence
 * new EinsumDense("abc,cde->abde", -1, 8, 64)            // 8 heads of 64 features
 * }</pre>
 *
 * <p>Input shape: as the equation says, batch dimension first. Output shape: likewise, of the sizes
 * of {@code outputShape}. The shape is refused with an {@link IllegalArgumentException} if it has
 * not as many dimensions as the equation, if a size contradicts {@code outputShape}, or if one that
 * the kernel needs is unknown.
 *
 * <p>Weights: {@code kernel} as the equation says; {@code bias} of the sizes of {@code biasAxes}, 1
 * along the others from the first of them on.
 *
 * <p>Source: Keras, {@code keras.layers.EinsumDense}.
 */
public final class EinsumDense extends SingleInputLayer<EinsumDense> {
  private String equation;
  private int[] outputShape;
  private String biasAxes;
  private Activation activation = Activations.LINEAR;
  private Initializer<?> kernelInitializer = new GlorotUniform();
  private Initializer<?> biasInitializer = new Zeros();
  private Regularizer kernelRegularizer;
  private Regularizer biasRegularizer;
  private Constraint kernelConstraint;
  private Constraint biasConstraint;

  /**
   * A dense layer of an equation.
   *
   * @param equation the dimensions of input, kernel and output
   * @param outputShape the sizes that come out, without the batch and what three dots stand for; at
   *     least 1, or -1 for one that the input has
   * @throws IllegalArgumentException if the equation has another form, or a size is out of range
   */
  public EinsumDense(String equation, int... outputShape) {
    this.equation = equation;
    this.outputShape = outputShape.clone();
    validate();
  }

  /**
   * Adds a bias along some of the output's dimensions. Default: null, no bias.
   *
   * @param biasAxes the letters of these dimensions, such as {@code "d"}, or null
   * @return a changed copy
   * @throws IllegalArgumentException if the output has no such letter
   */
  public EinsumDense biasAxes(String biasAxes) {
    return with(copy -> copy.biasAxes = biasAxes);
  }

  /**
   * Sets the activation. Default: linear.
   *
   * @param activation applied to the result
   * @return a changed copy
   */
  public EinsumDense activation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> copy.activation = activation);
  }

  /**
   * Sets how the kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public EinsumDense kernelInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.kernelInitializer = initializer);
  }

  /**
   * Sets how the bias starts. Default: {@link Zeros}.
   *
   * @param initializer draws the bias
   * @return a changed copy
   */
  public EinsumDense biasInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.biasInitializer = initializer);
  }

  /**
   * Penalises the kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public EinsumDense kernelRegularizer(Regularizer regularizer) {
    return with(copy -> copy.kernelRegularizer = regularizer);
  }

  /**
   * Penalises the bias. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public EinsumDense biasRegularizer(Regularizer regularizer) {
    return with(copy -> copy.biasRegularizer = regularizer);
  }

  /**
   * Projects the kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public EinsumDense kernelConstraint(Constraint constraint) {
    return with(copy -> copy.kernelConstraint = constraint);
  }

  /**
   * Projects the bias after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public EinsumDense biasConstraint(Constraint constraint) {
    return with(copy -> copy.biasConstraint = constraint);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return sizes(input).outputShape();
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    EinsumEquation parts = new EinsumEquation(equation);
    Initializer<?> initializer =
        Fans.along(kernelInitializer, parts.kernelAxes(false), parts.kernelAxes(true));
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable("kernel", sizes(input).kernelShape(), initializer)
            .regularizer(kernelRegularizer)
            .constraint(kernelConstraint));
    if (biasAxes != null) {
      weights.add(
          WeightSpec.trainable("bias", sizes(input).biasShape(biasAxes), biasInitializer)
              .regularizer(biasRegularizer)
              .constraint(biasConstraint));
    }
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    String letters = new EinsumEquation(equation).spelledOut(x.shape().numDimensions());
    Operand<T> y = tf.linalg.einsum(List.of(x, context.weight("kernel")), letters);
    if (biasAxes != null) {
      y = tf.math.add(y, context.weight("bias"));
    }
    return context.activate(activation, y);
  }

  @Override
  protected long macs(Shape input) {
    return sizes(input).macs();
  }

  @Override
  public void options(Options options) {
    outputShape = options.integers("outputShape", outputShape);
    equation = options.text("equation", equation);
    activation = options.object("activation", Activation.class, activation);
    biasAxes = options.text("biasAxes", biasAxes);
    kernelInitializer = options.object("kernelInitializer", Initializer.class, kernelInitializer);
    biasInitializer = options.object("biasInitializer", Initializer.class, biasInitializer);
    kernelRegularizer = options.object("kernelRegularizer", Regularizer.class, kernelRegularizer);
    biasRegularizer = options.object("biasRegularizer", Regularizer.class, biasRegularizer);
    kernelConstraint = options.object("kernelConstraint", Constraint.class, kernelConstraint);
    biasConstraint = options.object("biasConstraint", Constraint.class, biasConstraint);
  }

  @Override
  public void validate() {
    EinsumEquation parts = new EinsumEquation(equation);
    if (biasAxes != null) {
      parts.requireOfOutput(biasAxes);
    }
    if (outputShape == null
        || Arrays.stream(outputShape).anyMatch(size -> size < 1 && size != -1)) {
      throw new IllegalArgumentException(
          "the sizes of outputShape are at least 1, or -1 for one that the input has; found "
              + Arrays.toString(outputShape));
    }
  }

  private EinsumEquation.Sizes sizes(Shape input) {
    return new EinsumEquation(equation).new Sizes(input, outputShape);
  }
}
