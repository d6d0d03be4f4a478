package io.github.inverseactivation.layers.reshaping;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Puts the dimensions of each example into another order.
 *
 * <pre>{@code
 * new Permute(2, 1)      // [batch, 10, 64] becomes [batch, 64, 10]
 * new Permute(3, 1, 2)   // channels last becomes channels first
 * }</pre>
 *
 * <p>Input shape: {@code [batch, ...]} with as many dimensions after the batch as were named; sizes
 * may be unknown. Output shape: the same sizes in the new order. A shape with another number of
 * dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Permute}.
 */
public final class Permute extends SingleInputLayer<Permute> {
  private int[] dims;

  /**
   * A change of order.
   *
   * @param dims which dimension of the input comes at each place; they are counted from 1, because
   *     0 is the batch, and each is named once
   * @throws IllegalArgumentException if these are not the numbers 1 to n in some order
   */
  public Permute(int... dims) {
    this.dims = dims.clone();
    validate();
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  protected Shape outputShape(Shape input) {
    if (input.numDimensions() != dims.length + 1) {
      throw new IllegalArgumentException(
          "orders "
              + dims.length
              + " dimensions after the batch, but the input's shape is "
              + input
              + ": name each of its dimensions");
    }
    return Shape.of(Arrays.stream(order()).mapToLong(input::get).toArray());
  }

  @Override
  protected <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    return tf.linalg.transpose(input, tf.constant(order()));
  }

  @Override
  public void options(Options options) {
    dims = options.integers("dims", dims);
  }

  @Override
  public void validate() {
    if (dims == null) {
      throw new IllegalArgumentException("dims has each of the numbers 1 to n once, not null");
    }
    int[] sorted = dims.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != i + 1) {
        throw new IllegalArgumentException(
            "dims has each of the numbers 1 to "
                + dims.length
                + " once, not "
                + Arrays.toString(dims));
      }
    }
  }

  private int[] order() {
    int[] order = new int[dims.length + 1];
    System.arraycopy(dims, 0, order, 1, dims.length);
    return order;
  }
}
