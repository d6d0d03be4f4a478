package io.github.inverseactivation.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * A layer of one input and one output: what nearly every layer extends.
 *
 * <p>A subclass gives {@link #outputShape(Shape)} and {@link #call(LayerContext, Operand)}, and
 * where it has them {@link #weights(Shape)}, {@link #macs(Shape)} and {@link #options}. Its withers
 * are one line each:
 *
 * <pre>{@code
 * public final class Scale extends SingleInputLayer<Scale> {
 *   private double factor = 1;
 *
 *   public Scale factor(double factor) {
 *     return with(copy -> copy.factor = factor);
 *   }
 *
 *   @Override
 *   protected Shape outputShape(Shape input) {
 *     return input;
 *   }
 *
 *   @Override
 *   protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> x) {
 *     return context.tf().math.mul(x, context.constant(factor));
 *   }
 *
 *   @Override
 *   public void options(Options options) {
 *     factor = options.number("factor", factor);
 *   }
 * }
 * }</pre>
 *
 * @param <L> the subclass itself
 */
public abstract class SingleInputLayer<L extends SingleInputLayer<L>> extends TypedLayer<L> {
  /** For subclasses. */
  protected SingleInputLayer() {}

  /**
   * The shape that comes out.
   *
   * @param input the input's shape, batch dimension first and unknown
   * @return the output's shape, batch dimension first
   * @throws IllegalArgumentException if the layer cannot take such an input
   */
  protected abstract Shape outputShape(Shape input);

  /**
   * The weights for an input of the given shape, trainable ones first, in Keras's order. Default:
   * none.
   *
   * @param input the input's shape, batch dimension first
   * @return the weights
   */
  protected List<WeightSpec> weights(Shape input) {
    return List.of();
  }

  /**
   * Emits the layer's operations.
   *
   * @param <T> the type computed in
   * @param context the graph, the weights, and what phase this is
   * @param input the input
   * @return the output
   */
  protected abstract <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input);

  /**
   * The multiply-accumulates that one example costs. Default: 0.
   *
   * @param input the input's shape, batch dimension first
   * @return multiplications by weights, for one example
   */
  protected long macs(Shape input) {
    return 0;
  }

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return outputShape(single(inputs));
  }

  @Override
  public final List<WeightSpec> weights(List<Shape> inputs) {
    return weights(single(inputs));
  }

  @Override
  public final <T extends TNumber> Operand<T> call(
      LayerContext<T> context, List<Operand<T>> inputs) {
    return call(context, single(inputs));
  }

  @Override
  public final long macs(List<Shape> inputs) {
    return macs(single(inputs));
  }

  private <E> E single(List<E> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(this + " takes one input, not " + inputs.size());
    }
    return inputs.get(0);
  }
}
