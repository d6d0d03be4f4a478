package io.github.inverseactivation.layers.core;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
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
 * A fully connected layer: {@code activation(x * kernel + bias)} over the last dimension.
 *
 * <pre>{@code
 * new Dense(10)
 * new Dense(128).activation(Activations.RELU).kernelRegularizer(new L2(1e-4))
 * }</pre>
 *
 * <p>Input shape: {@code [batch, ..., features]}. Output shape: {@code [batch, ..., units]}.
 *
 * <p>Source: Keras, {@code keras.layers.Dense}.
 */
public final class Dense extends SingleInputLayer<Dense> {
  private int units;
  private Activation activation = Activations.LINEAR;
  private boolean useBias = true;
  private Initializer<?> kernelInitializer = new GlorotUniform();
  private Initializer<?> biasInitializer = new Zeros();
  private Regularizer kernelRegularizer;
  private Regularizer biasRegularizer;
  private Constraint kernelConstraint;
  private Constraint biasConstraint;

  /**
   * A fully connected layer.
   *
   * @param units the size of the output's last dimension, at least 1
   * @throws IllegalArgumentException if {@code units} is below 1
   */
  public Dense(int units) {
    this.units = units;
    validate();
  }

  /**
   * Sets the activation. Default: linear.
   *
   * @param activation applied to the result
   * @return a changed copy
   */
  public Dense activation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> copy.activation = activation);
  }

  /**
   * Adds a bias or not. Default: true.
   *
   * @param useBias whether to add a bias
   * @return a changed copy
   */
  public Dense useBias(boolean useBias) {
    return with(copy -> copy.useBias = useBias);
  }

  /**
   * Sets how the kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public Dense kernelInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.kernelInitializer = initializer);
  }

  /**
   * Sets how the bias starts. Default: {@link Zeros}.
   *
   * @param initializer draws the bias
   * @return a changed copy
   */
  public Dense biasInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.biasInitializer = initializer);
  }

  /**
   * Penalises the kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public Dense kernelRegularizer(Regularizer regularizer) {
    return with(copy -> copy.kernelRegularizer = regularizer);
  }

  /**
   * Penalises the bias. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public Dense biasRegularizer(Regularizer regularizer) {
    return with(copy -> copy.biasRegularizer = regularizer);
  }

  /**
   * Projects the kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public Dense kernelConstraint(Constraint constraint) {
    return with(copy -> copy.kernelConstraint = constraint);
  }

  /**
   * Projects the bias after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public Dense biasConstraint(Constraint constraint) {
    return with(copy -> copy.biasConstraint = constraint);
  }

  /**
   * Whether the result is put out as it is.
   *
   * @return false if an activation is applied
   */
  public boolean isLinear() {
    return activation == Activations.LINEAR;
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  protected Shape outputShape(Shape input) {
    features(input);
    return input.take(input.numDimensions() - 1).append(units);
  }

  @Override
  protected List<WeightSpec> weights(Shape input) {
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable("kernel", Shape.of(features(input), units), kernelInitializer)
            .regularizer(kernelRegularizer)
            .constraint(kernelConstraint));
    if (useBias) {
      weights.add(
          WeightSpec.trainable("bias", Shape.of(units), biasInitializer)
              .regularizer(biasRegularizer)
              .constraint(biasConstraint));
    }
    return weights;
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
    var tf = context.tf();
    Shape shape = x.shape();
    Operand<T> kernel = context.weight("kernel");
    Operand<T> y;
    if (shape.numDimensions() == 2) {
      y = tf.linalg.matMul(x, kernel);
    } else {
      // MatMul takes matrices only, and its gradient is cheaper than a batched product's.
      Operand<T> rows = tf.reshape(x, tf.constant(new long[] {-1, features(shape)}));
      y = tf.reshape(tf.linalg.matMul(rows, kernel), withFeatures(tf, x));
    }
    if (useBias) {
      y = tf.nn.biasAdd(y, context.weight("bias"));
    }
    return context.activate(activation, y);
  }

  /** The output's shape: a constant where only one size, that of the batch, is unknown. */
  private Operand<? extends TNumber> withFeatures(Ops tf, Operand<?> x) {
    long[] sizes = outputShape(x.shape()).asArray();
    if (Arrays.stream(sizes).filter(size -> size == Shape.UNKNOWN_SIZE).count() <= 1) {
      return tf.constant(sizes);
    }
    var leading = tf.slice(tf.shape(x), tf.array(0), tf.array(sizes.length - 1));
    return tf.concat(List.of(leading, tf.array(units)), tf.constant(0));
  }

  @Override
  protected long macs(Shape input) {
    long rows = 1;
    for (int i = 1; i < input.numDimensions() - 1; i++) {
      rows *= input.get(i);
    }
    return rows * features(input) * units;
  }

  @Override
  public void options(Options options) {
    units = options.integer("units", units);
    activation = options.object("activation", Activation.class, activation);
    useBias = options.bool("useBias", useBias);
    kernelInitializer = options.object("kernelInitializer", Initializer.class, kernelInitializer);
    biasInitializer = options.object("biasInitializer", Initializer.class, biasInitializer);
    kernelRegularizer = options.object("kernelRegularizer", Regularizer.class, kernelRegularizer);
    biasRegularizer = options.object("biasRegularizer", Regularizer.class, biasRegularizer);
    kernelConstraint = options.object("kernelConstraint", Constraint.class, kernelConstraint);
    biasConstraint = options.object("biasConstraint", Constraint.class, biasConstraint);
  }

  @Override
  public void validate() {
    if (units < 1) {
      throw new IllegalArgumentException("units must be at least 1, not " + units);
    }
  }

  private static long features(Shape input) {
    int rank = input.numDimensions();
    if (rank < 2) {
      throw new IllegalArgumentException(
          "Dense takes [batch, ..., features], not the shape "
              + input
              + ": add a dimension, such as with Reshape");
    }
    return input.get(rank - 1);
  }
}
