package io.github.inverseactivation.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A layer that is a chain of others. It computes what they compute one after the other, has their
 * weights, called {@code part/weight}, and costs what they cost.
 *
 * <p>Keras's files hold it as a model of its parts, so that Python needs no class of its own for
 * it. What is read back is that model, with the same name and weights.
 *
 * <pre>{@code
 * public final class Twice extends ComposedLayer<Twice> {
 *   @Override
 *   public List<Layer> parts(Shape input) {
 *     return List.of(new Dense(8).name("first"), new Dense(4).name("second"));
 *   }
 *
 *   @Override
 *   public void options(Options options) {}
 * }
 * }</pre>
 *
 * @param <L> the subclass itself
 */
public abstract class ComposedLayer<L extends ComposedLayer<L>> extends SingleInputLayer<L> {
  /** For subclasses. */
  protected ComposedLayer() {}

  /**
   * The layers this one is made of, first to last.
   *
   * @param input the input's shape, batch dimension first
   * @return at least one layer of one input and one output; each has a name of its own
   * @throws IllegalArgumentException if the layer cannot take such an input
   */
  public abstract List<Layer> parts(Shape input);

  @Override
  protected final Shape outputShape(Shape input) {
    Shape shape = input;
    for (Layer part : parts(input)) {
      shape = part.outputShape(List.of(shape));
    }
    return shape;
  }

  @Override
  protected final List<WeightSpec> weights(Shape input) {
    List<WeightSpec> weights = new ArrayList<>();
    Shape shape = input;
    for (Layer part : parts(input)) {
      for (WeightSpec spec : part.weights(List.of(shape))) {
        weights.add(
            new WeightSpec(
                part.name() + "/" + spec.name(),
                spec.shape(),
                spec.initializer(),
                spec.regularizer(),
                spec.constraint(),
                spec.trainable() && part.isTrainable()));
      }
      shape = part.outputShape(List.of(shape));
    }
    return weights;
  }

  @Override
  protected final <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    List<Layer> parts = parts(input.shape());
    Operand<T> value = input;
    for (int i = 0; i < parts.size(); i++) {
      Layer part = parts.get(i);
      value =
          part.call(
              new NestedContext<>(context, part.name(), part.isTrainable(), i, List.of()),
              List.of(value));
    }
    return value;
  }

  @Override
  protected final long macs(Shape input) {
    long macs = 0;
    Shape shape = input;
    for (Layer part : parts(input)) {
      macs = Math.addExact(macs, part.macs(List.of(shape)));
      shape = part.outputShape(List.of(shape));
    }
    return macs;
  }
}
