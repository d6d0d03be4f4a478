package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The sum of its inputs: {@code y = x1 + x2 + ...}.
 *
 * <pre>{@code
 * new Add()
 * }</pre>
 *
 * <p>Input shapes: one or more of {@code [batch, ...]} with shapes that broadcast: counted from the
 * last, sizes are equal or one of them is 1, and an input with fewer dimensions has the missing
 * ones, of size 1, after the batch. Output shape: the larger size of each dimension. Other shapes
 * are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Add}.
 */
public final class Add extends Elementwise<Add> {

  /** A sum. */
  public Add() {
    super(1, Integer.MAX_VALUE);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.computed(inputs);
  }

  @Override
  <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs) {
    return inputs.stream().reduce(tf.math::add).orElseThrow();
  }
}
