package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Min;
import org.tensorflow.types.family.TNumber;

/**
 * Stretches each channel of each image over the whole range of values, in training and at
 * inference: {@code y = least + (greatest - least) (x - min) / (max - min)} with the minimum and
 * the maximum of the channel. A channel of one value stays as it is. No gradient goes through it:
 * put it before layers with weights.
 *
 * <p>Options and their defaults: {@code valueRange} 0 to 255, {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new AutoContrast().valueRange(0, 1)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the input's. A shape
 * with another number of dimensions is refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.AutoContrast}. With {@code channels_first} it takes the
 * extremes over channels and rows; here they are those of a channel.
 */
public final class AutoContrast extends RangeAdjustment<AutoContrast> {

  /** Stretches to the range of bytes. */
  public AutoContrast() {}

  @Override
  <T extends TNumber> Operand<T> adjust(LayerContext<T> context, Operand<T> x) {
    Ops tf = context.tf();
    Operand<T> low = tf.min(x, tf.array(1, 2), Min.keepDims(true));
    Operand<T> high = tf.max(x, tf.array(1, 2), Max.keepDims(true));
    Operand<T> share = tf.math.divNoNan(tf.math.sub(x, low), tf.math.sub(high, low));
    double[] unit = {0, 1};
    Operand<T> stretched = ValueAugmentation.rescale(context, share, unit, valueRange);
    return tf.select(
        tf.math.greater(high, low), ValueAugmentation.clip(context, stretched, valueRange), x);
  }
}
