package io.github.inverseactivation.layers;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.data.DType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * The contract of every layer: an immutable description of a computation with weights.
 *
 * <p>A layer holds no tensor and belongs to no graph. For given input shapes it says what its
 * weights are and what shape comes out, and {@link #call} emits its operations into whatever graph
 * it is handed. So one description serves the training graph, the inference graph and the function
 * inside an exported file.
 *
 * <p>A layer object is its own identity: used twice in one model, it shares its weights; every
 * wither makes another layer. Most layers have one input and extend {@link SingleInputLayer}, which
 * is also where to start when writing one.
 */
public abstract class Layer implements Configurable, Cloneable {
  private static final AtomicLong MADE = new AtomicLong();

  private String name;
  private boolean trainable = true;
  private Regularizer activityRegularizer;
  private static final long MAX_ELEMENTS = Integer.MAX_VALUE;

  private long number = MADE.getAndIncrement();

  /** For subclasses in this package and for layers with more than one input. */
  protected Layer() {}

  /**
   * The name given to this layer.
   *
   * @return the name, or null while the model is to choose one ({@code conv2d}, {@code conv2d_1})
   */
  public final String name() {
    return name;
  }

  /**
   * Whether training changes this layer's trainable weights.
   *
   * @return true unless {@code trainable(false)} was called
   */
  public final boolean isTrainable() {
    return trainable;
  }

  /**
   * Where this layer stands among all that were made: as in Keras, a model with branches names
   * unnamed layers in this order.
   *
   * @return a number that is greater than those of all layers made before
   */
  public final long number() {
    return number;
  }

  /**
   * The penalty on what this layer puts out.
   *
   * @return the regularizer, or null for none
   */
  public final Regularizer activityRegularizer() {
    return activityRegularizer;
  }

  /**
   * Names the layer. Default: the model chooses, in Keras's way.
   *
   * @param name letters, digits, dots, underscores and dashes
   * @return a copy with that name
   */
  public abstract Layer name(String name);

  /**
   * Says whether training changes this layer's weights. Default: true.
   *
   * @param trainable false to freeze the layer
   * @return a copy that is trained or frozen
   */
  public abstract Layer trainable(boolean trainable);

  /**
   * Adds a penalty on what comes out to the loss, Keras's {@code activity_regularizer}: the
   * regularizer of each output divided by the number of examples. Default: none.
   *
   * @param regularizer the penalty, or null for none
   * @return a copy with that penalty
   */
  public abstract Layer activityRegularizer(Regularizer regularizer);

  /**
   * The shape that comes out.
   *
   * @param inputs the shapes of the inputs, batch dimension first and unknown
   * @return the output's shape, batch dimension first
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public abstract Shape outputShape(List<Shape> inputs);

  /**
   * The shapes that come out of a layer of several outputs, which overrides this and {@link
   * #callAll}. Default: the one of {@link #outputShape}.
   *
   * @param inputs the shapes of the inputs, batch dimension first and unknown
   * @return the outputs' shapes, batch dimension first
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public List<Shape> outputShapes(List<Shape> inputs) {
    return List.of(outputShape(inputs));
  }

  /**
   * The type that comes out. Default: {@link DType#FLOAT32}, which stands for the floating-point
   * type that is computed in. A layer that puts out whole numbers or truth values, or hands those
   * of its inputs on, says so; {@link DTypes} has the rules of Keras.
   *
   * @param inputs the types of the inputs
   * @return the type of each output
   * @throws IllegalArgumentException if the layer cannot take inputs of these types
   */
  protected DType outputType(List<DType> inputs) {
    return DType.FLOAT32;
  }

  /**
   * The types that come out, for layers whose outputs differ in type. Default: that of {@link
   * #outputType} for each.
   *
   * @param shapes the shapes of the inputs, batch dimension first and unknown
   * @param types the types of the inputs
   * @return the outputs' types
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public List<DType> outputTypes(List<Shape> shapes, List<DType> types) {
    return Collections.nCopies(outputShapes(shapes).size(), outputType(types));
  }

  /**
   * The weights for inputs of the given shapes, trainable ones first, in Keras's order.
   *
   * <p>A layer that is made of others calls their weights by paths, {@code cell/kernel}; files hold
   * them in groups of those names.
   *
   * @param inputs the shapes of the inputs, batch dimension first
   * @return the weights, empty where the layer has none
   */
  public abstract List<WeightSpec> weights(List<Shape> inputs);

  /**
   * Emits the layer's operations.
   *
   * @param <T> the type computed in
   * @param context the graph, the weights, and what phase this is
   * @param inputs the inputs
   * @return the output
   */
  public abstract <T extends TNumber> Operand<T> call(
      LayerContext<T> context, List<Operand<T>> inputs);

  /**
   * Emits the operations of a layer of several outputs. Default: those of {@link #call}.
   *
   * @param <T> the type computed in
   * @param context the graph, the weights, and what phase this is
   * @param inputs the inputs
   * @return the outputs
   */
  public <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    return List.of(call(context, inputs));
  }

  /**
   * Emits the layer's operations and the penalty on what they put out: what calls a layer calls
   * this.
   *
   * @param <T> the type computed in
   * @param context the graph, the weights, and what phase this is
   * @param inputs the inputs
   * @return the outputs
   */
  public final <T extends TNumber> List<Operand<T>> emit(
      LayerContext<T> context, List<Operand<T>> inputs) {
    List<Operand<T>> outputs = callAll(context, inputs);
    if (penalisesOutputs()) {
      outputs.forEach(output -> ActivityPenalty.add(context, activityRegularizer, output));
    }
    return outputs;
  }

  /**
   * Whether the activity regularizer is for what the layer puts out, and not only for the layers
   * that it is made of. Default: true.
   *
   * @return whether it is
   */
  protected boolean penalisesOutputs() {
    return true;
  }

  /**
   * Whether the output has the mask of the first input, unless {@link #call} gives it another:
   * which steps of a sequence count. A mask ends at a layer that does not support it.
   *
   * @return true for layers that compute each step by itself; the default is false
   */
  public boolean supportsMasking() {
    return false;
  }

  /**
   * Whether in Keras the call of this layer has an argument for the mask of its one input. Keras
   * then notes the mask when it describes a model, so that it stays whatever other layers do with
   * the input.
   *
   * @return true for layers that look at a mask; the default is false
   */
  public boolean takesMask() {
    return false;
  }

  /**
   * The layers that this one is made of.
   *
   * @return layers by the first segment of their weights' names; empty for most
   */
  public Map<String, Layer> sublayers() {
    return Map.of();
  }

  /**
   * The multiply-accumulates that one example costs, counting multiplications by weights only.
   *
   * @param inputs the shapes of the inputs, batch dimension first
   * @return the number of multiply-accumulates for one example
   */
  public abstract long macs(List<Shape> inputs);

  /**
   * Applies this layer to tensors. The same layer object applied again shares its weights.
   *
   * <pre>{@code
   * Tensor y = new Dense(10).apply(x);
   * }</pre>
   *
   * @param inputs what the layer takes: one tensor for most layers
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take tensors of these shapes, or puts out
   *     several
   */
  public final Tensor apply(Tensor... inputs) {
    return apply(List.of(inputs));
  }

  /**
   * Applies this layer to tensors. The same layer object applied again shares its weights.
   *
   * @param inputs what the layer takes: one tensor for most layers
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take tensors of these shapes, or puts out
   *     several
   */
  public final Tensor apply(List<? extends Tensor> inputs) {
    return onlyOutput(applyAll(inputs));
  }

  /**
   * Fixes the phase of a call: {@code layer.training(true).apply(x)} computes as in training
   * whenever the model runs, {@code layer.training(false).apply(x)} never does. It is a fact of
   * that call, of everything within the layer too unless a call there has a phase of its own.
   *
   * <p>A {@code Dropout} called with true drops when the model predicts (Monte Carlo dropout), each
   * time other units: predictions under one model's seed draw one sequence of numbers, from when
   * the model was made or loaded. A {@code BatchNormalization} called with false keeps its moving
   * averages while it is trained; called with true it uses each batch's statistics, in prediction
   * too.
   *
   * <p>Source: tf.keras 2. Keras 3 writes the same into files, but its {@code fit}, {@code
   * evaluate} and {@code predict} pass a phase of their own; there it counts where the model is
   * called as a function.
   *
   * @param training whether the call computes as in training
   * @return what to call {@code apply} of
   */
  public final PhasedLayer training(boolean training) {
    return new PhasedLayer(this, Phase.of(training));
  }

  /** The only one of a call's outputs. */
  final Tensor onlyOutput(List<Tensor> outputs) {
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          this + " puts out " + outputs.size() + " tensors: call applyAll for a list of them");
    }
    return outputs.get(0);
  }

  /**
   * The shapes that come out, after a look at their sizes.
   *
   * @param inputs the shapes that go in
   * @return {@link #outputShapes}
   * @throws IllegalArgumentException if the layer cannot take such inputs, or would make of one
   *     example more than 2147483647 elements
   */
  public final List<Shape> checkedShapes(List<Shape> inputs) {
    List<Shape> outputs = outputShapes(inputs);
    for (Shape shape : outputs) {
      long elements = 1;
      for (int i = 1; i < shape.numDimensions(); i++) {
        long size = Math.max(shape.get(i), 1); // unknown ones are negative
        if (size > MAX_ELEMENTS / elements) {
          throw new IllegalArgumentException(
              "makes " + shape + " of " + inputs + ", more than " + MAX_ELEMENTS + " elements");
        }
        elements *= size;
      }
    }
    return outputs;
  }

  /**
   * Applies a layer of several outputs to tensors.
   *
   * @param inputs what the layer takes
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take tensors of these shapes
   */
  public final List<Tensor> applyAll(Tensor... inputs) {
    return applyAll(List.of(inputs));
  }

  /**
   * Applies a layer of several outputs to tensors.
   *
   * @param inputs what the layer takes
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take tensors of these shapes
   */
  public final List<Tensor> applyAll(List<? extends Tensor> inputs) {
    return applyAll(inputs, Phase.OF_MODEL);
  }

  /**
   * Applies a layer of several outputs to tensors, in a phase.
   *
   * @param inputs what the layer takes
   * @param phase whether the call computes as in training
   * @return what it puts out
   * @throws IllegalArgumentException if the layer cannot take tensors of these shapes
   */
  public final List<Tensor> applyAll(List<? extends Tensor> inputs, Phase phase) {
    List<Tensor> tensors = List.copyOf(inputs);
    List<Shape> shapes = tensors.stream().map(Tensor::shape).toList();
    try {
      List<Shape> outputs = checkedShapes(shapes);
      weights(shapes);
      List<DType> types = outputTypes(shapes, tensors.stream().map(Tensor::dtype).toList());
      return new Tensor.Call(this, phase, tensors, outputs, types).outputs();
    } catch (IllegalArgumentException e) {
      String found =
          tensors.isEmpty()
              ? "nothing"
              : shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "));
      throw new IllegalArgumentException(this + " applied to " + found + ": " + e.getMessage(), e);
    }
  }

  /**
   * A copy that differs in its name or its being trainable.
   *
   * @param newName the copy's name, or null
   * @param newTrainable whether the copy's weights are trained
   * @return the copy
   */
  final Layer copy(String newName, boolean newTrainable) {
    try {
      Layer copy = (Layer) clone();
      copy.name = newName;
      copy.trainable = newTrainable;
      copy.number = MADE.getAndIncrement();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** A copy that differs in its activity regularizer. */
  final Layer copy(Regularizer newRegularizer) {
    Layer copy = copy(name, trainable);
    copy.activityRegularizer = newRegularizer;
    return copy;
  }

  /** The layer's class and, where it has one, its name. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + (name == null ? "" : " '" + name + "'");
  }
}
