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
 * The largest value of each channel over the whole volume: {@code y[c] = max over i, j, k of x[i,
 * j, k, c]}.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST, {@code keepDims} false.
 *
 * <pre>{@code
 * new GlobalMaxPooling3D()
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: {@code
 * [batch, channels]}, or with {@code keepDims} the input's with sizes of 1. A shape with another
 * number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.GlobalMaxPooling3D}.
 */
public final class GlobalMaxPooling3D extends GlobalPooling<GlobalMaxPooling3D> {

  /** The largest value of each channel. */
  public GlobalMaxPooling3D() {
    super(3);
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
