package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.RandomLayer;
import io.github.inverseactivation.layers.SpatialShape;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Cuts a window of a fixed size out of each image, in training, at a random place; at inference,
 * the largest window of that aspect ratio in the middle, resized bilinearly.
 *
 * <p>In training, images that are not larger in both directions are not cut at random: the window's
 * place is that of inference, and what is cut there is resized.
 *
 * <p>Options and their defaults: {@code dataFormat} CHANNELS_LAST, {@code seed} none.
 *
 * <pre>{@code
 * new RandomCrop(224, 224)
 * }</pre>
 *
 * <p>For random crops of padded images, which show all of an image at inference, take {@link
 * RandomTranslation#ofPixels(int, int, int)}.
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; height and width are known. Output shape: the same with the
 * new height and width. A shape with another number of dimensions or unknown sizes is refused with
 * an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.RandomCrop}. Keras draws one place for all images of a
 * batch, here each image has its own. Inference is as Keras's documentation has it; version 3.15
 * leaves images as they are then, in spite of the output shape that it gives.
 */
public final class RandomCrop extends RandomLayer<RandomCrop> {
  private int height;
  private int width;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /**
   * Windows of a size.
   *
   * @param height the new height, at least 1
   * @param width the new width, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public RandomCrop(int height, int width) {
    this.height = height;
    this.width = width;
    validate();
  }

  /**
   * Sets where the channels are. Default: {@link DataFormat#CHANNELS_LAST}.
   *
   * @param dataFormat the order of the input's and the output's dimensions
   * @return a changed copy
   */
  public RandomCrop dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(copy -> copy.dataFormat = dataFormat);
  }

  @Override
  protected Shape outputShape(Shape input) {
    SpatialShape in = SpatialShape.of(input, 2, dataFormat);
    FixedSize.requireKnown(in.size(0), in.size(1));
    return in.withSizes(height, width).shape();
  }

  @Override
  protected boolean disturbs() {
    return true;
  }

  @Override
  protected <T extends TNumber> Operand<T> disturb(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    Operand<T> x = dataFormat.toChannelsLast(tf, input);
    boolean larger = x.shape().get(1) > height && x.shape().get(2) > width;
    return dataFormat.fromChannelsLast(tf, larger ? cut(context, x) : cutMiddle(tf, x));
  }

  @Override
  protected <T extends TNumber> Operand<T> rest(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    Operand<T> x = dataFormat.toChannelsLast(tf, input);
    if (x.shape().get(1) == height && x.shape().get(2) == width) {
      return input;
    }
    return dataFormat.fromChannelsLast(
        tf, FixedSize.cutAndResize(tf, x, height, width, Interpolation.BILINEAR, false));
  }

  /** Rows and columns of each image's own window. */
  private <T extends TNumber> Operand<T> cut(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    Operand<TFloat32> drawn =
        uniform(context, tf.concat(List.of(batch, tf.array(2)), tf.constant(0)));
    Operand<T> rows = window(tf, x, 1, drawn, height);
    return window(tf, rows, 2, drawn, width);
  }

  private static <T extends TNumber> Operand<T> window(
      Ops tf, Operand<T> x, int axis, Operand<TFloat32> drawn, int size) {
    float places = x.shape().get(axis) - size + 1;
    Operand<TFloat32> place = tf.slice(drawn, tf.array(0, axis - 1), tf.array(-1, 1));
    Operand<TInt32> start =
        tf.dtypes.cast(tf.math.mul(place, tf.constant(places)), TInt32.class); // [batch, 1]
    Operand<TInt32> indices =
        tf.math.add(start, tf.range(tf.constant(0), tf.constant(size), tf.constant(1)));
    // Images and, for columns, their rows are batches; all rows of an image move alike.
    Operand<T> turned = axis == 1 ? x : tf.linalg.transpose(x, tf.array(0, 2, 1, 3));
    Operand<T> found = tf.gather(turned, indices, tf.constant(1), Gather.batchDims(1L));
    return axis == 1 ? found : tf.linalg.transpose(found, tf.array(0, 2, 1, 3));
  }

  /** Keras's cut of images that are too small, whose start is that of a cut to the aspect ratio. */
  private <T extends TNumber> Operand<T> cutMiddle(Ops tf, Operand<T> x) {
    int before = Math.toIntExact(x.shape().get(1));
    int across = Math.toIntExact(x.shape().get(2));
    int[] whole = FixedSize.aspectCut(before, across, height, width);
    int top = (before - whole[0]) / 2;
    int left = (across - whole[1]) / 2;
    int rows = Math.min(height, before - top);
    int columns = Math.min(width, across - left);
    Operand<T> window = tf.slice(x, tf.array(0, top, left, 0), tf.array(-1, rows, columns, -1));
    return rows == height && columns == width
        ? window
        : Interpolation.BILINEAR.resize(tf, window, tf.array(height, width), false);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    height = options.integer("height", height);
    width = options.integer("width", width);
    dataFormat = options.choice("dataFormat", dataFormat);
  }

  @Override
  public void validate() {
    FixedSize.requirePositive(height, width);
  }
}
