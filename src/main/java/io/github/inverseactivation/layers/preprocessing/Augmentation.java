package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.RandomLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that change each image of a batch at random.
 *
 * @param <L> the subclass itself
 */
abstract class Augmentation<L extends Augmentation<L>> extends RandomLayer<L> {
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** Emits the change of channels-last images. */
  abstract <T extends TNumber> Operand<T> change(LayerContext<T> context, Operand<T> x);

  /** Refuses images that the layer cannot change. Default: none. */
  void check(SpatialShape images) {}

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  @Override
  protected final Shape outputShape(Shape input) {
    check(SpatialShape.of(input, 2, dataFormat));
    return input;
  }

  @Override
  protected final boolean disturbs() {
    return true;
  }

  @Override
  protected final <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    return dataFormat.fromChannelsLast(tf, change(context, dataFormat.toChannelsLast(tf, x)));
  }

  /** Numbers from 0 to 1: a row for each image, with a column for each purpose. */
  final Operand<TFloat32> draw(LayerContext<?> context, Operand<? extends TNumber> x, int columns) {
    Ops tf = context.tf();
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    return uniform(context, tf.concat(List.of(batch, tf.array(columns)), tf.constant(0)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    dataFormat = options.choice("dataFormat", dataFormat);
  }
}
