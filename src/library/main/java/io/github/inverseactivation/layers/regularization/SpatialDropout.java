package io.github.inverseactivation.layers.regularization;

import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SpatialShape;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What dropouts of whole channels share, over one to three axes.
 *
 * @param <L> the subclass itself
 */
abstract class SpatialDropout<L extends SpatialDropout<L>> extends Rated<L> {
  private final int axes;
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  SpatialDropout(int axes, double rate) {
    super(rate);
    this.axes = axes;
  }

  @Override
  protected final Shape outputShape(Shape input) {
    SpatialShape.of(input, axes, dataFormat);
    return input;
  }

  @Override
  protected final <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    int[] perChannel = new int[axes + 2];
    perChannel[0] = 1;
    perChannel[dataFormat == DataFormat.CHANNELS_LAST ? axes + 1 : 1] = 1;
    return drop(
        context,
        x,
        tf.math.maximum(tf.math.mul(tf.shape(x), tf.constant(perChannel)), tf.constant(1)));
  }
}
