package io.github.inverseactivation.layers.pooling;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of each channel over the whole volume: {@code y[c] = mean over i, j, k of x[i, j, k,
 * c]}.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST, {@code keepDims} false.
 *
 * <pre>{@code
 * new GlobalAveragePooling3D()
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: {@code
 * [batch, channels]}, or with {@code keepDims} the input's with sizes of 1. A shape with another
 * number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.GlobalAveragePooling3D}.
 */
public final class GlobalAveragePooling3D extends GlobalPooling<GlobalAveragePooling3D> {

  /** The mean of each channel. */
  public GlobalAveragePooling3D() {
    super(3);
  }

  @Override
  <T extends TNumber> Operand<T> reduce(
      Ops tf, Operand<T> x, Operand<TInt32> dimensions, boolean keep) {
    return tf.math.mean(x, dimensions, Mean.keepDims(keep));
  }
}
