package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.layers.LayerContext;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What adaptive poolings of means share.
 *
 * @param <L> the subclass itself
 */
abstract class AdaptiveAveragePooling<L extends AdaptiveAveragePooling<L>>
    extends AdaptivePooling<L> {

  AdaptiveAveragePooling(int axes, int... outputSize) {
    super(axes, outputSize);
  }

  @Override
  final <T extends TNumber> Operand<T> reduce(
      LayerContext<T> context, Operand<T> values, int dimension, AdaptiveWindows windows) {
    Ops tf = context.tf();
    if (windows.areEqual()) {
      return tf.math.mean(values, tf.constant(dimension));
    }
    long[] sizes = new long[values.shape().numDimensions()];
    Arrays.fill(sizes, 1);
    sizes[dimension - 1] = windows.count();
    sizes[dimension] = windows.length();
    Operand<T> shares =
        tf.reshape(
            tf.dtypes.cast(tf.constant(windows.shares()), context.dtype()), tf.constant(sizes));
    return tf.reduceSum(tf.math.mul(values, shares), tf.constant(dimension));
  }
}
