package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.initializers.Orthogonal;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
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
 * What cells share that multiply the input by one kernel and the state by another, each with the
 * columns of all gates side by side.
 *
 * @param <C> the subclass itself
 */
abstract class KernelCell<C extends KernelCell<C>> extends RecurrentCell<C> {
  private final int gates;
  int units;
  Activation activation = Activations.TANH;
  boolean useBias = true;
  Initializer<?> kernelInitializer = new GlorotUniform();
  Initializer<?> recurrentInitializer = new Orthogonal();
  Initializer<?> biasInitializer = new Zeros();
  Regularizer kernelRegularizer;
  Regularizer recurrentRegularizer;
  Regularizer biasRegularizer;
  Constraint kernelConstraint;
  Constraint recurrentConstraint;
  Constraint biasConstraint;
  double dropout;
  double recurrentDropout;

  KernelCell(int gates, int units) {
    this.gates = gates;
    this.units = units;
  }

  /**
   * Sets the activation. Default: the hyperbolic tangent.
   *
   * @param activation applied to what goes into the state
   * @return a changed copy
   */
  public C activation(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return with(copy -> copy.activation = activation);
  }

  /**
   * Adds a bias or not. Default: true.
   *
   * @param useBias whether to add a bias
   * @return a changed copy
   */
  public C useBias(boolean useBias) {
    return with(copy -> copy.useBias = useBias);
  }

  /**
   * Sets how the input's kernel starts. Default: {@link GlorotUniform}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public C kernelInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.kernelInitializer = initializer);
  }

  /**
   * Sets how the state's kernel starts. Default: {@link Orthogonal}.
   *
   * @param initializer draws the kernel
   * @return a changed copy
   */
  public C recurrentInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.recurrentInitializer = initializer);
  }

  /**
   * Sets how the bias starts. Default: {@link Zeros}.
   *
   * @param initializer draws the bias
   * @return a changed copy
   */
  public C biasInitializer(Initializer<?> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(copy -> copy.biasInitializer = initializer);
  }

  /**
   * Penalises the input's kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public C kernelRegularizer(Regularizer regularizer) {
    return with(copy -> copy.kernelRegularizer = regularizer);
  }

  /**
   * Penalises the state's kernel. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public C recurrentRegularizer(Regularizer regularizer) {
    return with(copy -> copy.recurrentRegularizer = regularizer);
  }

  /**
   * Penalises the bias. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a changed copy
   */
  public C biasRegularizer(Regularizer regularizer) {
    return with(copy -> copy.biasRegularizer = regularizer);
  }

  /**
   * Projects the input's kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public C kernelConstraint(Constraint constraint) {
    return with(copy -> copy.kernelConstraint = constraint);
  }

  /**
   * Projects the state's kernel after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public C recurrentConstraint(Constraint constraint) {
    return with(copy -> copy.recurrentConstraint = constraint);
  }

  /**
   * Projects the bias after each update. Default: none.
   *
   * @param constraint the projection, or null for none
   * @return a changed copy
   */
  public C biasConstraint(Constraint constraint) {
    return with(copy -> copy.biasConstraint = constraint);
  }

  /**
   * Drops features of the input in training, the same ones at all steps of a sequence. Default: 0.
   *
   * @param dropout the fraction to drop, from 0 to below 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public C dropout(double dropout) {
    return with(copy -> copy.dropout = dropout);
  }

  /**
   * Drops features of the state in training, the same ones at all steps of a sequence; then each
   * gate drops others. Default: 0.
   *
   * @param recurrentDropout the fraction to drop, from 0 to below 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public C recurrentDropout(double recurrentDropout) {
    return with(copy -> copy.recurrentDropout = recurrentDropout);
  }

  /** How many gates there are, whose columns stand side by side. */
  final int gates() {
    return gates;
  }

  /** The bias's shape. */
  Shape biasShape() {
    return Shape.of((long) gates * units);
  }

  /** How the whole bias starts. */
  Initializer<?> wholeBiasInitializer() {
    return biasInitializer;
  }

  /** Parts of equal size, side by side along an axis. */
  static <T extends TNumber> List<Operand<T>> split(Ops tf, Operand<T> all, int axis, int parts) {
    List<Operand<T>> list = new ArrayList<>();
    tf.split(tf.constant(axis), all, (long) parts).forEach(list::add);
    return list;
  }

  /** What Keras calls the size of the state. */
  String unitsName() {
    return "units";
  }

  /** How many numbers the kernel takes of one place of an input. */
  long features(Shape input) {
    return input.get(1);
  }

  /**
   * The shape of a kernel.
   *
   * @param rows how many numbers it takes of one place
   */
  Shape kernelShape(long rows) {
    return Shape.of(rows, (long) gates * units);
  }

  /** The number of places that both kernels are applied to, times the places that they cover. */
  long places(Shape input) {
    return 1;
  }

  @Override
  abstract <T extends TNumber> Steps<T> steps(LayerContext<T> context);

  @Override
  public List<Integer> stateSizes() {
    return List.of(units);
  }

  @Override
  public final int outputSize() {
    return units;
  }

  @Override
  public final List<WeightSpec> weights(List<Shape> inputs) {
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable("kernel", kernelShape(features(inputs.get(0))), kernelInitializer)
            .regularizer(kernelRegularizer)
            .constraint(kernelConstraint));
    weights.add(
        WeightSpec.trainable("recurrent_kernel", kernelShape(units), recurrentInitializer)
            .regularizer(recurrentRegularizer)
            .constraint(recurrentConstraint));
    if (useBias) {
      weights.add(
          WeightSpec.trainable("bias", biasShape(), wholeBiasInitializer())
              .regularizer(biasRegularizer)
              .constraint(biasConstraint));
    }
    return weights;
  }

  @Override
  public final <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Steps<T> steps = steps(context);
    return steps.step(steps.project(inputs.get(0)), inputs.subList(1, inputs.size()));
  }

  @Override
  public final long macs(List<Shape> inputs) {
    Shape input = inputs.get(0);
    return places(input) * gates * units * (features(input) + units);
  }

  @Override
  public void options(Options options) {
    units = options.integer(unitsName(), units);
    activation = options.object("activation", Activation.class, activation);
    useBias = options.bool("useBias", useBias);
    kernelInitializer = options.object("kernelInitializer", Initializer.class, kernelInitializer);
    recurrentInitializer =
        options.object("recurrentInitializer", Initializer.class, recurrentInitializer);
    biasInitializer = options.object("biasInitializer", Initializer.class, biasInitializer);
    kernelRegularizer = options.object("kernelRegularizer", Regularizer.class, kernelRegularizer);
    recurrentRegularizer =
        options.object("recurrentRegularizer", Regularizer.class, recurrentRegularizer);
    biasRegularizer = options.object("biasRegularizer", Regularizer.class, biasRegularizer);
    kernelConstraint = options.object("kernelConstraint", Constraint.class, kernelConstraint);
    recurrentConstraint =
        options.object("recurrentConstraint", Constraint.class, recurrentConstraint);
    biasConstraint = options.object("biasConstraint", Constraint.class, biasConstraint);
    dropout = options.number("dropout", dropout);
    recurrentDropout = options.number("recurrentDropout", recurrentDropout);
  }

  @Override
  public void validate() {
    if (units < 1) {
      throw new IllegalArgumentException(unitsName() + " must be at least 1, not " + units);
    }
    rate("dropout", dropout);
    rate("recurrentDropout", recurrentDropout);
  }

  private static void rate(String name, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to below 1, not " + rate);
    }
  }
}
