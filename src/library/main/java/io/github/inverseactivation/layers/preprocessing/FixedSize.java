package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.SingleInputLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What layers share that give images a fixed size.
 *
 * @param <L> the subclass itself
 */
abstract class FixedSize<L extends FixedSize<L>> extends SingleInputLayer<L> {
  int height;
  int width;
  DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  FixedSize(int height, int width) {
    this.height = height;
    this.width = width;
    validate();
  }

  /** Emits the change of channels-last images. */
  abstract <T extends TNumber> Operand<T> fit(Ops tf, Operand<T> x);

  /** Refuses an image's sizes, which may be unknown. */
  abstract void check(long imageHeight, long imageWidth);

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
    SpatialShape in = SpatialShape.of(input, 2, dataFormat);
    check(in.size(0), in.size(1));
    return in.withSizes(height, width).shape();
  }

  @Override
  protected final <T extends TNumber> Operand<T> call(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    return dataFormat.fromChannelsLast(tf, fit(tf, dataFormat.toChannelsLast(tf, input)));
  }

  /** Refuses sizes that are unknown while the graph is built. */
  static void requireKnown(long imageHeight, long imageWidth) {
    if (imageHeight == Shape.UNKNOWN_SIZE || imageWidth == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "needs images of known height and width: give the model an input that has them");
    }
  }

  /** Emits a cut out of the middle; sizes are known. */
  static <T extends TNumber> Operand<T> middle(Ops tf, Operand<T> x, int toHeight, int toWidth) {
    int top = Math.toIntExact((x.shape().get(1) - toHeight) / 2);
    int left = Math.toIntExact((x.shape().get(2) - toWidth) / 2);
    return tf.slice(x, tf.array(0, top, left, 0), tf.array(-1, toHeight, toWidth, -1));
  }

  /** Emits a cut to an aspect ratio, as large as possible, and a resizing; sizes are known. */
  static <T extends TNumber> Operand<T> cutAndResize(
      Ops tf,
      Operand<T> x,
      int toHeight,
      int toWidth,
      Interpolation interpolation,
      boolean antialias) {
    int[] cut = aspectCut(x.shape().get(1), x.shape().get(2), toHeight, toWidth);
    Operand<T> window = middle(tf, x, cut[0], cut[1]);
    return interpolation.resize(tf, window, tf.array(toHeight, toWidth), antialias);
  }

  /** The sizes of the largest window of an aspect ratio. */
  static int[] aspectCut(long before, long across, int toHeight, int toWidth) {
    // Keras's rounding: by way of a real number, then towards 0.
    long cutHeight = (long) ((double) (across * toHeight) / toWidth);
    long cutWidth = (long) ((double) (before * toWidth) / toHeight);
    return new int[] {
      (int) Math.max(Math.min(before, cutHeight), 1), (int) Math.max(Math.min(across, cutWidth), 1)
    };
  }

  @Override
  public void options(Options options) {
    height = options.integer("height", height);
    width = options.integer("width", width);
    dataFormat = options.choice("dataFormat", dataFormat);
  }

  @Override
  public void validate() {
    requirePositive(height, width);
  }

  static void requirePositive(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be at least 1, not " + height + " and " + width);
    }
  }
}
