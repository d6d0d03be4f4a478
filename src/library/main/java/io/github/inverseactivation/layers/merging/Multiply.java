package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * The product of its inputs, element by element: {@code y = x1 * x2 * ...}.
 *
 * <pre>{@code
 * new Multiply()
 * }</pre>
 *
 * <p>Input shapes: one or more of {@code [batch, ...]} with shapes that broadcast: counted from the
 * last, sizes are equal or one of them is 1, and an input with fewer dimensions has the missing
 * ones, of size 1, after the batch. Output shape: the larger size of each dimension. Other shapes
 * are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Multiply}.
 */
public final class Multiply extends Elementwise<Multiply> {

  /** A product. */
  public Multiply() {
    super(1, Integer.MAX_VALUE);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.computed(inputs);
  }

  @Override
  <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs) {
    return inputs.stream().reduce(tf.math::mul).orElseThrow();
  }

  /** Masked places count as 1, and are 0 where all are masked. */
  @Override
  <T extends TNumber> Operand<T> mergeMasked(
      LayerContext<T> context, List<Operand<T>> inputs, List<Operand<TBool>> masks) {
    Ops tf = context.tf();
    List<Operand<T>> factors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Operand<TBool> mask = masks.get(i);
      Operand<T> x = inputs.get(i);
      factors.add(mask == null ? x : tf.select(mask, x, context.constant(1)));
    }
    Operand<T> product = merge(tf, factors);
    return masks.contains(null) ? product : tf.select(any(tf, masks), product, context.constant(0));
  }
}
