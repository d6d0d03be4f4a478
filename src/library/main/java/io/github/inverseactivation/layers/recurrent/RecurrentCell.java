package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.TypedLayer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * One step of a recurrent layer: from an input and states to an output and the next states.
 *
 * <p>{@link RNN} makes a layer of a cell. A cell is a layer too, of the inputs {@code x, states...}
 * and the outputs {@code output, states...}. A cell of your own gives {@link #stateSizes}, {@link
 * #outputSize}, {@code weights}, {@code macs} and {@code callAll}:
 *
 * <pre>{@code
 * public final class Counter extends RecurrentCell<Counter> {
 *   @Override
 *   public List<Integer> stateSizes() {
 *     return List.of(1);
 *   }
 *
 *   @Override
 *   public int outputSize() {
 *     return 1;
 *   }
 *
 *   @Override
 *   public List<WeightSpec> weights(List<Shape> inputs) {
 *     return List.of();
 *   }
 *
 *   @Override
 *   public long macs(List<Shape> inputs) {
 *     return 0;
 *   }
 *
 *   @Override
 *   public <T extends TNumber> List<Operand<T>> callAll(
 *       LayerContext<T> context, List<Operand<T>> inputs) {
 *     Operand<T> next = context.tf().math.add(inputs.get(1), context.constant(1));
 *     return List.of(next, next);
 *   }
 * }
 * }</pre>
 *
 * <p>Input shapes: {@code [batch, features]} and {@code [batch, size]} for each state. Output
 * shapes: {@code [batch, outputSize]} and those of the states.
 *
 * @param <C> the subclass itself
 */
public abstract class RecurrentCell<C extends RecurrentCell<C>> extends TypedLayer<C> {
  /** For subclasses. */
  protected RecurrentCell() {}

  /**
   * The sizes of the states.
   *
   * @return a size for each state, at least one
   */
  public abstract List<Integer> stateSizes();

  /**
   * The size of the output.
   *
   * @return how many numbers come out for each example
   */
  public abstract int outputSize();

  /**
   * Emits one step.
   *
   * @param <T> the type computed in
   * @param context the graph, the weights, and what phase this is
   * @param inputs the input, then the states
   * @return the output, then the next states
   */
  @Override
  public abstract <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs);

  @Override
  public final <T extends TNumber> Operand<T> call(
      LayerContext<T> context, List<Operand<T>> inputs) {
    return callAll(context, inputs).get(0);
  }

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return outputShapes(inputs).get(0);
  }

  @Override
  public final List<Shape> outputShapes(List<Shape> inputs) {
    States.check(this, inputs, inputRank(), "[batch, " + inputForm() + "]", this::stateShapes);
    if (inputs.size() == 1) {
      throw new IllegalArgumentException(
          this + " takes an input and " + stateSizes().size() + " states, not the input alone");
    }
    Shape input = inputs.get(0);
    List<Shape> shapes = new ArrayList<>();
    shapes.add(stepShape(input).prepend(input.get(0)));
    stateShapes(input).forEach(state -> shapes.add(state.prepend(input.get(0))));
    return shapes;
  }

  /** What an input of one step looks like, beside the batch. */
  String inputForm() {
    return "features";
  }

  /** The rank of an input of one step, the batch included. */
  int inputRank() {
    return 2;
  }

  /**
   * The shapes of the states, without the batch.
   *
   * @param input the shape of an input of one step
   */
  List<Shape> stateShapes(Shape input) {
    return stateSizes().stream().map(size -> Shape.of(size)).toList();
  }

  /**
   * The shape of the output, without the batch.
   *
   * @param input the shape of an input of one step
   */
  Shape stepShape(Shape input) {
    return Shape.of(outputSize());
  }

  /** What the steps of one call share; by default nothing. */
  <T extends TNumber> Steps<T> steps(LayerContext<T> context) {
    return new Steps<>() {
      @Override
      public Operand<T> project(Operand<T> x) {
        return x;
      }

      @Override
      public List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states) {
        List<Operand<T>> inputs = new ArrayList<>(states);
        inputs.add(0, projected);
        return callAll(context, inputs);
      }
    };
  }
}
