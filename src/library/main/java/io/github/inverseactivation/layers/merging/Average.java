package io.github.inverseactivation.layers.merging;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of its inputs: {@code y = (x1 + x2 + ...) / n}.
 *
 * <pre>{@code
 * new Average()
 * }</pre>
 *
 * <p>Input shapes: one or more of {@code [batch, ...]} with shapes that broadcast: counted from the
 * last, sizes are equal or one of them is 1, and an input with fewer dimensions has the missing
 * ones, of size 1, after the batch. Output shape: the larger size of each dimension. Other shapes
 * are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Average}.
 */
public final class Average extends Elementwise<Average> {

  /** A mean. */
  public Average() {
    super(1, Integer.MAX_VALUE);
  }

  @Override
  <T extends TNumber> Operand<T> merge(Ops tf, List<Operand<T>> inputs) {
    Operand<T> sum = inputs.stream().reduce(tf.math::add).orElseThrow();
    return tf.math.div(sum, tf.dtypes.cast(tf.constant(inputs.size()), inputs.get(0).type()));
  }
}
