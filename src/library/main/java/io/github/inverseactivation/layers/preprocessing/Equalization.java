package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceProd;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Spreads the values of each channel of each image evenly over the range of values, in training and
 * at inference: histogram equalization, which brings out what is in dark or pale images.
 *
 * <pre>
 * x    = the pixel, brought from the range of values to 0 to 255
 * h(b) = how many pixels of the channel are in bins 0 to b;   bin(x) = floor(x (bins - 1) / 255)
 * y    = 255 (h(bin(x)) - first) / (n - first), rounded and brought back to the range of values
 * first: how many pixels are in the first bin that has any;   n: how many pixels there are
 * </pre>
 *
 * <p>Values outside the range count as its ends. A channel all of whose pixels are in one bin stays
 * as it is. No gradient goes through it: put it before layers with weights.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code bins} 256, {@code dataFormat}
 * CHANNELS_LAST.
 *
 * <pre>{@code
 * new Equalization().valueRange(0, 1).bins(128)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Equalization}. Keras counts the pixels of all images of a
 * batch together; here each image is equalized by itself, so that a prediction does not depend on
 * what it is made with. Keras 3.15 takes a model with this layer for a cycle, and so opens no file
 * with it, of its own or from here; it uses the layer by itself, on images or in {@code tf.data}.
 */
public final class Equalization extends RangeAdjustment<Equalization> {
  private static final int MOST_BINS = 1 << 16;
  private static final float WHITE = 255;

  private int bins = 256;

  /** Equalizes bytes. */
  public Equalization() {}

  /**
   * Sets how many values are told apart. Default: 256.
   *
   * @param bins from 1, which changes nothing, to 65,536
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Equalization bins(int bins) {
    return with(copy -> copy.bins = bins);
  }

  @Override
  <T extends TNumber> Operand<T> adjust(LayerContext<T> context, Operand<T> input) {
    Ops tf = context.tf();
    Operand<T> images = DataFormat.CHANNELS_FIRST.fromChannelsLast(tf, input);
    Operand<TInt32> shape = tf.shape(images);
    Operand<TInt32> rows =
        tf.concat(List.of(pair(tf, shape, 0), pair(tf, shape, 2)), tf.constant(0));
    Operand<T> y = tf.reshape(equalize(context, tf.reshape(images, rows)), shape);
    return DataFormat.CHANNELS_FIRST.toChannelsLast(tf, y);
  }

  /** The product of two sizes: a vector of one number. */
  private static Operand<TInt32> pair(Ops tf, Operand<TInt32> shape, int first) {
    Operand<TInt32> sizes = tf.slice(shape, tf.array(first), tf.array(2));
    return tf.reduceProd(sizes, tf.constant(0), ReduceProd.keepDims(true));
  }

  /** Equalizes channels, one to a row. */
  private <T extends TNumber> Operand<T> equalize(LayerContext<T> context, Operand<T> channels) {
    Ops tf = context.tf();
    double range = valueRange[1] - valueRange[0];
    double scale = WHITE / range;
    Operand<TFloat32> bytes =
        linear(tf, tf.dtypes.cast(channels, TFloat32.class), scale, -valueRange[0] * scale);
    Operand<TFloat32> white = tf.constant(WHITE);
    Operand<TFloat32> last = tf.constant(bins - 1f);
    // Keras counts in one order of these operations and looks up in another, which rounds
    // otherwise.
    Operand<TInt32> counted = bin(tf, tf.math.div(tf.math.mul(bytes, last), white));
    Operand<TInt32> found = bin(tf, tf.math.mul(tf.math.div(bytes, white), last));

    Operand<TInt32> counts =
        tf.math.denseBincount(counted, tf.constant(bins), tf.constant(new int[0]));
    Operand<TInt32> upTo = tf.math.cumsum(counts, tf.constant(1));
    Operand<TInt32> all = tf.slice(upTo, tf.array(0, bins - 1), tf.array(-1, 1));
    Operand<TInt32> anyUpTo =
        tf.select(tf.math.greater(upTo, tf.constant(0)), upTo, tf.broadcastTo(all, tf.shape(upTo)));
    Operand<TInt32> first = tf.reduceMin(anyUpTo, tf.constant(1), ReduceMin.keepDims(true));
    Operand<TFloat32> before = tf.dtypes.cast(tf.math.sub(upTo, first), TFloat32.class);
    Operand<TFloat32> most = tf.dtypes.cast(tf.math.sub(all, first), TFloat32.class);
    Operand<TFloat32> table =
        tf.math.maximum(
            tf.math.rint(tf.math.divNoNan(tf.math.mul(before, white), most)), tf.constant(0f));
    Operand<TFloat32> spread = tf.gather(table, found, tf.constant(1), Gather.batchDims(1L));

    Operand<TFloat32> y = linear(tf, spread, range / WHITE, valueRange[0]);
    Operand<TBool> flat = tf.math.equal(first, all);
    return tf.select(flat, channels, tf.dtypes.cast(y, context.dtype()));
  }

  private static Operand<TFloat32> linear(
      Ops tf, Operand<TFloat32> x, double scale, double offset) {
    return tf.math.add(tf.math.mul(x, tf.constant((float) scale)), tf.constant((float) offset));
  }

  /** The whole part as a number from 0 to below {@code bins}, whatever the value is, also none. */
  private Operand<TInt32> bin(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> last = tf.constant(bins - 1f);
    Operand<TInt32> bin = tf.dtypes.cast(tf.math.minimum(value, last), TInt32.class);
    return tf.math.minimum(tf.math.maximum(bin, tf.constant(0)), tf.constant(bins - 1));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    bins = options.integer("bins", bins);
  }

  @Override
  public void validate() {
    super.validate();
    if (bins < 1 || bins > MOST_BINS) {
      throw new IllegalArgumentException("bins must be from 1 to " + MOST_BINS + ", not " + bins);
    }
  }
}
