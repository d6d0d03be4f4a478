package io.github.inverseactivation.layers.merging;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The difference of two inputs: {@code y = x1 - x2}.
 *
 * <pre>{@code
 * new Subtract()
 * }</pre>
 *
 * <p>Input shapes: two of {@code [batch, ...]} with shapes that broadcast: counted from the last,
 * sizes are equal or one of them is 1, and an input with fewer dimensions has the missing ones, of
 * size 1, after the batch. Output shape: the larger size of each dimension. Other shapes are
 * refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Subtract}.
 */
public final class Subtract extends Elementwise<Subtract> {

  /** A difference. */
  public Subtract() {
    super(2, 2);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.computed(inputs);
  }

  @Override
  <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs) {
    return tf.math.sub(inputs.get(0), inputs.get(1));
  }
}
