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
 * The largest value of each channel over the whole image: {@code y[c] = max over i, j of x[i, j,
 * c]}.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST, {@code keepDims} false.
 *
 * <pre>{@code
 * new GlobalMaxPooling2D()
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: {@code [batch,
 * channels]}, or with {@code keepDims} the input's with a height and width of 1. A shape with
 * another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.GlobalMaxPooling2D}.
 */
public final class GlobalMaxPooling2D extends GlobalPooling<GlobalMaxPooling2D> {

  /** The largest value of each channel. */
  public GlobalMaxPooling2D() {
    super(2);
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
