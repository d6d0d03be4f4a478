package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The largest value of each channel over the whole sequence: {@code y[c] = max over i of x[i, c]}.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST, {@code keepDims} false.
 *
 * <pre>{@code
 * new GlobalMaxPooling1D()
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; sizes may be unknown. Output shape: {@code [batch, channels]}, or with {@code
 * keepDims} the input's with sizes of 1. A shape with another number of dimensions is refused with
 * an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.GlobalMaxPooling1D}.
 */
public final class GlobalMaxPooling1D extends GlobalPooling<GlobalMaxPooling1D> {

  /** The largest value of each channel. */
  public GlobalMaxPooling1D() {
    super(1);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  <T extends TNumber> Operand<T> reduce(
      Ops tf, Operand<T> x, Operand<TInt32> dimensions, boolean keep) {
    return tf.reduceMax(x, dimensions, ReduceMax.keepDims(keep));
  }
}
