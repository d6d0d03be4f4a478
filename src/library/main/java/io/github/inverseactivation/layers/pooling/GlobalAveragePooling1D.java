package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of each channel over the whole sequence: {@code y[c] = mean over i of x[i, c]}.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST, {@code keepDims} false.
 *
 * <pre>{@code
 * new GlobalAveragePooling1D()
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; sizes may be unknown. Output shape: {@code [batch, channels]}, or with {@code
 * keepDims} the input's with sizes of 1. A shape with another number of dimensions is refused with
 * an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.GlobalAveragePooling1D}.
 */
public final class GlobalAveragePooling1D extends GlobalPooling<GlobalAveragePooling1D> {

  /** The mean of each channel. */
  public GlobalAveragePooling1D() {
    super(1);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public boolean takesMask() {
    return true;
  }

  @Override
  <T extends TNumber> Operand<T> reduce(
      Ops tf, Operand<T> x, Operand<TInt32> dimensions, boolean keep) {
    return tf.math.mean(x, dimensions, Mean.keepDims(keep));
  }

  /** The mean of the steps that count; the mask ends here. */
  @Override
  <T extends TNumber> Operand<T> masked(
      LayerContext<T> context, Operand<T> x, Operand<TInt32> dimensions) {
    Ops tf = context.tf();
    Operand<TBool> mask = context.mask(0);
    context.outputMask(0, null);
    if (mask == null) {
      return reduce(tf, x, dimensions, keepDims);
    }
    Operand<TBool> counts =
        tf.expandDims(mask, tf.constant(dataFormat == DataFormat.CHANNELS_LAST ? 2 : 1));
    Operand<T> kept = tf.select(counts, x, context.constant(0));
    Operand<T> ones = tf.dtypes.cast(counts, context.dtype());
    return tf.math.div(
        tf.reduceSum(kept, dimensions, ReduceSum.keepDims(keepDims)),
        tf.reduceSum(ones, dimensions, ReduceSum.keepDims(keepDims)));
  }
}
