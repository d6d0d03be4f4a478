package io.github.inverseactivation.layers.merging;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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
  <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs) {
    return inputs.stream().reduce(tf.math::mul).orElseThrow();
  }
}
