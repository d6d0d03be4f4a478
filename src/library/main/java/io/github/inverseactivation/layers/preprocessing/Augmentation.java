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
import org.tensorflow.types.TBool;
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

  /** How many numbers are drawn for each image. Default: one. */
  int columns() {
    return 1;
  }

  /**
   * Emits the change of channels-last images.
   *
   * @param drawn numbers from 0 to 1: a row for each image, with a column for each purpose
   */
  abstract <T extends TNumber> Operand<T> change(
      LayerContext<T> context, Operand<T> x, Operand<TFloat32> drawn);

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
    Operand<T> images = dataFormat.toChannelsLast(tf, x);
    Operand<TInt32> batch = tf.slice(tf.shape(images), tf.array(0), tf.array(1));
    Operand<TInt32> shape = tf.concat(List.of(batch, tf.array(columns())), tf.constant(0));
    return dataFormat.fromChannelsLast(tf, change(context, images, uniform(context, shape)));
  }

  /** A column of what is drawn: {@code [batch, 1]}. */
  static Operand<TFloat32> column(Ops tf, Operand<TFloat32> drawn, int column) {
    return tf.slice(drawn, tf.array(0, column), tf.array(-1, 1));
  }

  /** A column in the shape that goes with images: {@code [batch, 1, 1, 1]}. */
  static Operand<TFloat32> perImage(Ops tf, Operand<TFloat32> column) {
    return tf.reshape(column, tf.array(-1, 1, 1, 1));
  }

  /** The same in the type computed in. */
  static <T extends TNumber> Operand<T> perImage(
      LayerContext<T> context, Operand<TFloat32> column) {
    Ops tf = context.tf();
    return tf.dtypes.cast(perImage(tf, column), context.dtype());
  }

  /** Changes the sign in half of the images, as a column says. */
  static Operand<TFloat32> eitherSign(
      Ops tf, Operand<TFloat32> number, Operand<TFloat32> drawn, int column) {
    Operand<TBool> back = tf.math.greater(column(tf, drawn, column), tf.constant(0.5f));
    return tf.select(back, tf.math.neg(number), number);
  }

  /**
   * Which images are chosen, with a probability that is itself drawn: {@code [batch, 1, 1, 1]}. It
   * takes two columns, from the given one on.
   */
  static Operand<TBool> chosen(Ops tf, Operand<TFloat32> drawn, int column, Factor probability) {
    return tf.math.less(
        perImage(tf, column(tf, drawn, column)),
        perImage(tf, probability.draw(tf, drawn, column + 1)));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    dataFormat = options.choice("dataFormat", dataFormat);
  }
}
