package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * The smallest of its inputs, element by element: {@code y = min(x1, x2, ...)}.
 *
 * <pre>{@code
 * new Minimum()
 * }</pre>
 *
 * <p>Input shapes: one or more of {@code [batch, ...]} with shapes that broadcast: counted from the
 * last, sizes are equal or one of them is 1, and an input with fewer dimensions has the missing
 * ones, of size 1, after the batch. Output shape: the larger size of each dimension. Other shapes
 * are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Minimum}.
 */
public final class Minimum extends Elementwise<Minimum> {

  /** A minimum. */
  public Minimum() {
    super(1, Integer.MAX_VALUE);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs) {
    return inputs.stream().reduce(tf.math::minimum).orElseThrow();
  }

  @Override
  <T extends TNumber> Operand<T> mergeMasked(
      LayerContext<T> context, List<Operand<T>> inputs, List<Operand<TBool>> masks) {
    return oneByOne(context.tf(), inputs, masks, context.tf().math::minimum);
  }
}
